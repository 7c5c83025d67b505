import { EventEmitter } from 'node:events'
import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron'
import { type CoreHost, startCoreHost } from '../../src/main/hosts/core-host.ts'
import { serveIpc } from '../../src/main/hosts/electron/ipc.ts'
import { createSystemClock, createTimers } from '../../src/main/platform/clock.ts'
import { eventChannel } from '../../src/preload/channels.ts'
import { createLoopbackTransport } from '../../src/renderer/client/transport-loopback.ts'
import { createPreloadTransport } from '../../src/renderer/client/transport-preload.ts'
import { alone } from '../../src/renderer/client/transport-share.ts'
import type { Transport } from '../../src/renderer/client/transport-types.ts'
import type { CallResponse, CoreEvent } from '../../src/shared/contract/envelope.ts'
import { openSite } from './loopback-site.ts'
import { noSecrets } from './no-secrets.ts'
import { silentLogger } from './silent-logger.ts'

/** A host over the fake core in its real worker, and windows that reach it by the renderer's own transport. */
export interface ContractHost {
  readonly core: CoreHost
  /** A window that is admitted and hears events. */
  openWindow(): Promise<Transport>
  /** The names of the documents that the windows showed. */
  readonly shown: readonly string[]
  close(): Promise<void>
}

const startCore = (): Promise<CoreHost> =>
  startCoreHost({
    worker: new URL('./fake-core-worker.ts', import.meta.url),
    settings: {
      officeDir: '/office',
      kind: 'training',
      modemPort: null,
      startsDir: '/starts',
      computerFile: '/computer.id',
      resourcesDir: '/resources',
      lang: null,
      passphrase: null,
      restoreFrom: null,
      setup: null,
    },
    ports: { list: async () => [], open: () => Promise.reject(new Error('no ports here')) },
    secrets: noSecrets,
    logger: silentLogger,
    timers: createTimers(),
    clock: createSystemClock(),
    tell: () => {},
  })

export async function openLoopbackHost(): Promise<ContractHost> {
  const core = await startCore()
  const site = await openSite({ core })
  const shown: string[] = []
  const ends: AbortController[] = []
  return {
    core,
    shown,
    async openWindow() {
      const stored = new Map<string, string>()
      const end = new AbortController()
      ends.push(end)
      const transport = createLoopbackTransport({
        origin: site.origin,
        ticket: site.ticket(),
        // A browser names the origin by itself.
        fetch: (url, init) =>
          fetch(url, {
            ...init,
            headers: { ...init.headers, Origin: site.origin },
            signal: AbortSignal.any([end.signal, ...(init.signal ? [init.signal] : [])]),
          }),
        token: {
          read: () => stored.get('token') ?? null,
          write: (token) => stored.set('token', token),
          remove: () => stored.delete('token'),
        },
        after: createTimers().after,
        share: alone,
        showDocument: (name) => shown.push(name),
      })
      await new Promise<void>((resolve) => {
        transport.onState((state) => {
          if (state === 'open') resolve()
        })
      })
      return transport
    },
    async close() {
      await Promise.all([site.close(), core.stop()])
      for (const end of ends) end.abort()
    },
  }
}

type Handler = (event: IpcMainInvokeEvent, given: unknown) => Promise<CallResponse>

/** The Electron host's way in, with Electron's own parts played by objects that clone as its channels do. */
export async function openElectronHost(): Promise<ContractHost> {
  const core = await startCore()
  const shown: string[] = []
  const handlers: Handler[] = []
  const ipcMain: IpcMain = Object.assign(Object.create(new EventEmitter()), {
    handle: (_channel: string, handler: Handler) => handlers.push(handler),
  })
  const ipc = serveIpc({
    ipcMain,
    core,
    documents: {
      async open(input) {
        if (typeof input === 'object' && input !== null && 'name' in input) shown.push(String(input.name))
        return { ok: true, value: {} }
      },
      forget: () => Promise.resolve(),
    },
    origin: 'app://office',
    logger: silentLogger,
  })
  return {
    core,
    shown,
    async openWindow() {
      const page = new EventEmitter()
      const frame = { origin: 'app://office' }
      const contents: WebContents = Object.assign(Object.create(new EventEmitter()), {
        mainFrame: frame,
        send: (channel: string, event: CoreEvent) => page.emit(channel, structuredClone(event)),
      })
      ipc.admit(contents)
      const sent: IpcMainInvokeEvent = Object.assign(Object.create(null), {
        sender: contents,
        senderFrame: frame,
      })
      return createPreloadTransport({
        async call(request) {
          const [handler] = handlers
          if (handler === undefined) throw new Error('nothing handles calls')
          return structuredClone(await handler(sent, structuredClone(request)))
        },
        subscribe(listener) {
          page.on(eventChannel, listener)
          return () => page.off(eventChannel, listener)
        },
      })
    },
    close: () => core.stop(),
  }
}
