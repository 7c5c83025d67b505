import { contextBridge, ipcRenderer } from 'electron'
import type { CallRequest, CallResponse, CoreEvent } from '../shared/contract/envelope.ts'
import { callChannel, eventChannel } from './channels.ts'

/** All that the page gets of Electron: the core's two functions, as `window.kvitok`. */
contextBridge.exposeInMainWorld('kvitok', {
  call: (request: CallRequest): Promise<CallResponse> => ipcRenderer.invoke(callChannel, request),
  subscribe(listener: (event: CoreEvent) => void): () => void {
    // The page never sees Electron's own event object: it would lead back to the sender.
    const relay = (_: unknown, event: CoreEvent): void => listener(event)
    ipcRenderer.on(eventChannel, relay)
    return () => {
      ipcRenderer.off(eventChannel, relay)
    }
  },
})
