import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createLoopbackTransport } from '../../../src/renderer/client/transport-loopback.ts'
import { alone, type ShareMessage, type WindowShare } from '../../../src/renderer/client/transport-share.ts'
import type { LinkState } from '../../../src/renderer/client/transport-types.ts'
import type { CoreEvent } from '../../../src/shared/contract/envelope.ts'
import { openSite, type Site } from '../../fakes/loopback-site.ts'
import { createManualTimers } from '../../fakes/manual-timers.ts'

let site: Site
const anonymous = { session: null, key: null }

beforeEach(async () => {
  site = await openSite()
})

afterEach(() => site.close())

/** A window whose cable a test can pull: what is under way is cut, what comes later fails. */
function openWindow(ticket: string | null, stored = new Map<string, string>(), share = alone) {
  const timers = createManualTimers()
  const heard: CoreEvent[] = []
  const states: LinkState[] = []
  const delays: number[] = []
  const watchers = new Set<() => void>()
  const told = (): void => {
    for (const watcher of watchers) watcher()
  }
  const cable = { cut: new AbortController(), pulled: false }
  const transport = createLoopbackTransport({
    origin: site.origin,
    ticket,
    async fetch(url, init) {
      if (cable.pulled) throw new TypeError('Failed to fetch')
      const signal = AbortSignal.any([cable.cut.signal, ...(init.signal ? [init.signal] : [])])
      return fetch(url, { ...init, headers: { ...init.headers, Origin: site.origin }, signal })
    },
    token: {
      read: () => stored.get('token') ?? null,
      write: (token) => stored.set('token', token),
      remove: () => stored.delete('token'),
    },
    after(delay_ms, fire) {
      const cancel = timers.after(delay_ms, fire)
      delays.push(delay_ms)
      told()
      return cancel
    },
    share,
    showDocument: () => {},
  })
  transport.subscribe((event) => {
    heard.push(event)
    told()
  })
  transport.onState((state) => {
    states.push(state)
    told()
  })
  const until = (done: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const watch = (): void => {
        if (done()) resolve()
      }
      watchers.add(watch)
      watch()
    })
  return {
    transport,
    timers,
    stored,
    heard,
    states,
    /** Resolves when a wait of this length was begun last. */
    waiting: (delay_ms: number): Promise<void> => until(() => delays.at(-1) === delay_ms),
    until,
    pull() {
      cable.pulled = true
      cable.cut.abort()
    },
    plug() {
      cable.pulled = false
      cable.cut = new AbortController()
    },
  }
}

const everything = (event: CoreEvent | undefined): boolean =>
  event?.type === 'changed' && event.topics.includes('*') && event.topics.includes('bills')

describe('the connection of a window', () => {
  test('is open once events are heard, and everything is read again', async () => {
    const window = openWindow(site.ticket())
    expect(window.transport.state()).toBe('lost')
    await window.until(() => window.heard.length > 0)
    expect(window.states).toEqual(['open'])
    expect(everything(window.heard[0])).toBe(true)
  })

  test('when lost is tried again with growing pauses, and then everything is read again', async () => {
    const window = openWindow(site.ticket())
    await window.until(() => window.states.at(-1) === 'open')
    window.pull()
    await window.until(() => window.states.at(-1) === 'lost')
    await window.waiting(250)
    window.timers.advance(250)
    await window.waiting(500)
    window.plug()
    window.timers.advance(500)
    await window.until(() => window.states.at(-1) === 'open')
    await window.until(() => window.heard.length === 2)
    expect(everything(window.heard[1])).toBe(true)
    expect(window.states).toEqual(['open', 'lost', 'open'])
  })

  test('that is silent for too long is given up and opened again', async () => {
    const window = openWindow(site.ticket())
    await window.until(() => window.states.at(-1) === 'open')
    window.timers.advance(40_000)
    await window.until(() => window.states.at(-1) === 'lost')
    await window.waiting(250)
    window.timers.advance(250)
    await window.until(() => window.states.at(-1) === 'open')
    expect(window.states).toEqual(['open', 'lost', 'open'])
  })

  test('is closed for good when the office says so', async () => {
    const window = openWindow(site.ticket())
    await window.until(() => window.states.at(-1) === 'open')
    await site.server.stop()
    await window.until(() => window.states.at(-1) === 'closed')
    expect(window.states).toEqual(['open', 'closed'])
    expect(window.timers.pending()).toBe(0)
  })

  test('a call while it is lost is an answer that says so', async () => {
    const window = openWindow(site.ticket())
    await window.until(() => window.states.at(-1) === 'open')
    window.pull()
    expect(await window.transport.call('echo', 1, anonymous)).toEqual({
      ok: false,
      error: { code: 'call.stopping', details: { reason: 'unreachable' } },
    })
  })
})

describe('the ticket and the token of a window', () => {
  test('a reload goes on with the token that the window kept', async () => {
    const window = openWindow(site.ticket())
    await window.until(() => window.states.at(-1) === 'open')
    const reloaded = openWindow(null, window.stored)
    expect(await reloaded.transport.call('echo', 1, anonymous)).toEqual({ ok: true, value: 1 })
  })

  test('a used ticket does not throw away the token that the window kept', async () => {
    const ticket = site.ticket()
    const window = openWindow(ticket)
    await window.until(() => window.states.at(-1) === 'open')
    const again = openWindow(ticket, window.stored)
    expect(await again.transport.call('echo', 1, anonymous)).toEqual({ ok: true, value: 1 })
  })

  test('a copied launch address opens nothing in another window', async () => {
    const ticket = site.ticket()
    const window = openWindow(ticket)
    await window.until(() => window.states.at(-1) === 'open')
    const copy = openWindow(ticket)
    await copy.until(() => copy.states.at(-1) === 'closed')
    expect(await copy.transport.call('echo', 1, anonymous)).toMatchObject({
      ok: false,
      error: { code: 'call.stopping', details: { reason: 'ticket' } },
    })
  })

  test('a token of an earlier run closes the window and is forgotten', async () => {
    const window = openWindow(null, new Map([['token', 'A'.repeat(43)]]))
    await window.until(() => window.states.at(-1) === 'closed')
    expect(window.stored.size).toBe(0)
    expect(await window.transport.call('echo', 1, anonymous)).toMatchObject({
      ok: false,
      error: { code: 'call.stopping' },
    })
  })

  test('a ticket that could not be sent yet is sent again', async () => {
    const window = openWindow(site.ticket())
    window.pull()
    const waiting = window.transport.call('echo', 1, anonymous)
    await window.waiting(250)
    window.plug()
    window.timers.advance(250)
    expect(await waiting).toEqual({ ok: true, value: 1 })
  })

  test('a body over the cap is refused without being sent', async () => {
    const window = openWindow(site.ticket())
    const response = await window.transport.call('size', new Uint8Array(25 * 1024 * 1024), anonymous)
    expect(response).toMatchObject({
      ok: false,
      error: { code: 'call.too-large', details: { reason: 'body' } },
    })
  })
})

/** Windows of one browser: one lock that is handed on, one channel that reaches all the others. */
function createBrowser() {
  const windows: { listener: (message: ShareMessage) => void }[] = []
  let last: Promise<void> = Promise.resolve()
  return {
    share(): WindowShare {
      const own = { listener: (_: ShareMessage): void => {} }
      windows.push(own)
      return {
        lead(work) {
          last = last.then(work)
          return last
        },
        send(message) {
          const copy = structuredClone(message)
          for (const other of windows) if (other !== own) queueMicrotask(() => other.listener(copy))
        },
        listen(listener) {
          own.listener = listener
        },
      }
    },
  }
}

describe('several windows of one browser', () => {
  test('hold one event stream between them, and all hear', async () => {
    const browser = createBrowser()
    const windows = [1, 2, 3].map(() => openWindow(site.ticket(), new Map(), browser.share()))
    for (const window of windows) await window.until(() => window.states.at(-1) === 'open')
    await windows[2]?.transport.call('change', null, anonymous)
    for (const window of windows) {
      await window.until(() =>
        window.heard.some((event) => event.type === 'changed' && event.topics.length === 1),
      )
    }
    expect(site.core.listeners()).toBe(1)
  })

  test('a window that comes later learns the state and reads everything', async () => {
    const browser = createBrowser()
    const first = openWindow(site.ticket(), new Map(), browser.share())
    await first.until(() => first.states.at(-1) === 'open')
    const second = openWindow(site.ticket(), new Map(), browser.share())
    await second.until(() => second.heard.length > 0)
    expect(second.states).toEqual(['open'])
    expect(everything(second.heard[0])).toBe(true)
  })

  test('a leader whose token is refused hands over, and does not close the others', async () => {
    const browser = createBrowser()
    const stale = openWindow(null, new Map([['token', 'A'.repeat(43)]]), browser.share())
    const good = openWindow(site.ticket(), new Map(), browser.share())
    await good.until(() => good.states.at(-1) === 'open')
    expect([stale.states, good.states]).toEqual([['closed'], ['open']])
  })

  test('all are closed when the office closes', async () => {
    const browser = createBrowser()
    const windows = [1, 2].map(() => openWindow(site.ticket(), new Map(), browser.share()))
    for (const window of windows) await window.until(() => window.states.at(-1) === 'open')
    await site.server.stop()
    for (const window of windows) await window.until(() => window.states.at(-1) === 'closed')
    expect(windows.map((window) => window.states)).toEqual([
      ['open', 'closed'],
      ['open', 'closed'],
    ])
  })
})
