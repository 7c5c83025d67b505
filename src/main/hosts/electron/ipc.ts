import { serialize } from 'node:v8'
import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron'
import { z } from 'zod'
import { callChannel, eventChannel } from '../../../preload/channels.ts'
import type { CallRequest, CallResponse, CorePort } from '../../../shared/contract/envelope.ts'
import type { Logger } from '../../app/ports/logger.ts'
import { limitCalls } from '../core-client.ts'
import { failed } from '../core-relay.ts'
import { type DocumentOpener, openDocumentCall } from './documents.ts'

const maxPending = 64
/** A registry file of 20 MiB with its envelope. */
const requestLimit_bytes = 24 * 1024 * 1024

const Request = z.strictObject({
  call: z.string().max(100),
  input: z.unknown(),
  session: z.string().max(200).nullable(),
  key: z.string().max(100).nullable(),
})

export interface IpcOptions {
  readonly ipcMain: IpcMain
  readonly core: CorePort
  readonly documents: DocumentOpener
  /** The only origin that may call: `app://office`, in development the development server. */
  readonly origin: string
  readonly logger: Logger
}

export interface Ipc {
  /** Lets a window call the core and hear its events until its contents are destroyed. */
  admit(contents: WebContents): void
}

/** The single way from a page to the core: refuses whoever is not the top frame of one of our windows. */
export function serveIpc({ ipcMain, core, documents, origin, logger }: IpcOptions): Ipc {
  const windows = new Map<WebContents, CorePort>()

  const isOurs = (event: IpcMainInvokeEvent): boolean => {
    const frame = event.senderFrame
    return frame !== null && frame === event.sender.mainFrame && frame.origin === origin
  }

  ipcMain.handle(callChannel, async (event, given: unknown): Promise<CallResponse> => {
    const window = windows.get(event.sender)
    if (window === undefined || !isOurs(event)) {
      logger.warn('a call from a foreign frame was refused')
      throw new Error('this frame may not call')
    }
    const request = readRequest(given)
    if (request === null) return failed('call.input', { reason: 'envelope' })
    if (serialize(request.input).byteLength > requestLimit_bytes) {
      return failed('call.too-large', { limit: requestLimit_bytes })
    }
    if (request.call === openDocumentCall) return documents.open(request.input)
    return await window.call(request)
  })

  return {
    admit(contents) {
      windows.set(contents, limitCalls(core, maxPending))
      const end = core.subscribe((event) => contents.send(eventChannel, event))
      contents.once('destroyed', () => {
        end()
        windows.delete(contents)
      })
    },
  }
}

function readRequest(given: unknown): CallRequest | null {
  const parsed = Request.safeParse(given)
  if (!parsed.success) return null
  const { call, input, session, key } = parsed.data
  return { call, input, session, key }
}
