import { EventEmitter } from 'node:events'
import type { IpcMain, IpcMainInvokeEvent, WebContents, WebFrameMain } from 'electron'
import { beforeEach, describe, expect, test } from 'vitest'
import { type Ipc, serveIpc } from '../../../src/main/hosts/electron/ipc.ts'
import { eventChannel } from '../../../src/preload/channels.ts'
import type { CallRequest, CallResponse, CoreEvent } from '../../../src/shared/contract/envelope.ts'
import { silentLogger } from '../../fakes/silent-logger.ts'

type Handler = (event: IpcMainInvokeEvent, given: unknown) => Promise<CallResponse>

const request: CallRequest = { call: 'office.status', input: {}, session: null, key: null }
const ours = 'app://office'

/** A page with its top frame, as the main process sees them. */
function makePage(origin = ours) {
  const sent: [string, unknown][] = []
  const mainFrame: WebFrameMain = Object.assign(Object.create(null), { origin })
  const contents: WebContents = Object.assign(Object.create(new EventEmitter()), {
    mainFrame,
    send: (channel: string, event: CoreEvent) => sent.push([channel, event]),
  })
  const from = (senderFrame: WebFrameMain | null): IpcMainInvokeEvent =>
    Object.assign(Object.create(null), { sender: contents, senderFrame })
  return { contents, mainFrame, sent, from }
}

describe('the way from a page to the core', () => {
  let calls: CallRequest[] = []
  let emit: (event: CoreEvent) => void = () => undefined
  let listeners = 0
  let handler: Handler = () => Promise.reject(new Error('nothing is served'))
  let ipc: Ipc

  beforeEach(() => {
    calls = []
    listeners = 0
    const ipcMain: IpcMain = Object.assign(Object.create(new EventEmitter()), {
      handle: (_channel: string, given: Handler) => {
        handler = given
      },
    })
    ipc = serveIpc({
      ipcMain,
      core: {
        async call(given) {
          calls.push(given)
          return { ok: true, value: 'answered' }
        },
        subscribe(listener) {
          emit = listener
          listeners += 1
          return () => {
            listeners -= 1
          }
        },
      },
      documents: { open: async () => ({ ok: true, value: 'opened' }), forget: () => Promise.resolve() },
      origin: ours,
      logger: silentLogger,
    })
  })

  test('lets the top frame of one of our windows call', async () => {
    const page = makePage()
    ipc.admit(page.contents)
    expect(await handler(page.from(page.mainFrame), request)).toEqual({ ok: true, value: 'answered' })
  })

  test('refuses a window that was never admitted', async () => {
    const page = makePage()
    await expect(handler(page.from(page.mainFrame), request)).rejects.toThrow('may not call')
    expect(calls).toEqual([])
  })

  test('refuses a frame that is gone', async () => {
    const page = makePage()
    ipc.admit(page.contents)
    await expect(handler(page.from(null), request)).rejects.toThrow('may not call')
  })

  test('refuses a frame inside our page, though its origin is ours', async () => {
    const page = makePage()
    ipc.admit(page.contents)
    const inner: WebFrameMain = Object.assign(Object.create(null), { origin: ours })
    await expect(handler(page.from(inner), request)).rejects.toThrow('may not call')
  })

  test.each(['https://example.com', 'app://office.evil', 'null', 'file://'])(
    'refuses our window when its page is of %s',
    async (origin) => {
      const page = makePage(origin)
      ipc.admit(page.contents)
      await expect(handler(page.from(page.mainFrame), request)).rejects.toThrow('may not call')
      expect(calls).toEqual([])
    },
  )

  test.each([
    ['nothing', undefined],
    ['a text', 'office.status'],
    ['a call whose name is a number', { ...request, call: 7 }],
    ['a call without a session', { call: 'office.status', input: {}, key: null }],
    ['a call with more than it should have', { ...request, admin: true }],
    ['a name of 101 letters', { ...request, call: 'a'.repeat(101) }],
  ])('answers %s as wrong input and does not pass it on', async (_what, given) => {
    const page = makePage()
    ipc.admit(page.contents)
    const response = await handler(page.from(page.mainFrame), given)
    expect(response).toMatchObject({ ok: false, error: { code: 'call.input' } })
    expect(calls).toEqual([])
  })

  test('refuses an input of more than 24 MiB', async () => {
    const page = makePage()
    ipc.admit(page.contents)
    const input = { bytes: new Uint8Array(24 * 1024 * 1024) }
    const response = await handler(page.from(page.mainFrame), { ...request, input })
    expect(response).toMatchObject({ ok: false, error: { code: 'call.too-large' } })
    expect(calls).toEqual([])
  })

  test('pushes events to every window until it is gone', () => {
    const [first, second] = [makePage(), makePage()]
    ipc.admit(first.contents)
    ipc.admit(second.contents)
    const event: CoreEvent = { type: 'changed', topics: ['bills'] }
    emit(event)
    expect(second.sent).toEqual([[eventChannel, event]])
    second.contents.emit('destroyed')
    expect(listeners).toBe(1)
  })

  test('a window that is gone may not call any more', async () => {
    const page = makePage()
    ipc.admit(page.contents)
    page.contents.emit('destroyed')
    await expect(handler(page.from(page.mainFrame), request)).rejects.toThrow('may not call')
  })

  test('opens a document by itself: the core never hears of it', async () => {
    const page = makePage()
    ipc.admit(page.contents)
    const response = await handler(page.from(page.mainFrame), { ...request, call: 'host.openDocument' })
    expect(response).toEqual({ ok: true, value: 'opened' })
    expect(calls).toEqual([])
  })
})
