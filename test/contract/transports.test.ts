import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Transport } from '../../src/renderer/client/transport-types.ts'
import type { CoreEvent } from '../../src/shared/contract/envelope.ts'
import { type ContractHost, openElectronHost, openLoopbackHost } from '../fakes/contract-hosts.ts'

const anonymous = { session: null, key: null }

const hosts: readonly [string, () => Promise<ContractHost>][] = [
  ['the loopback host', openLoopbackHost],
  ['the Electron host', openElectronHost],
]

describe.each(hosts)('a window on %s', (_name, open) => {
  let host: ContractHost
  let window: Transport

  beforeEach(async () => {
    host = await open()
    window = await host.openWindow()
  })

  afterEach(() => host.close())

  test('is told that the core can be reached', () => {
    expect(window.state()).toBe('open')
  })

  test('gets the core’s answer to its call', async () => {
    const input = {
      account: '100234',
      sum_kop: 150_050,
      note: 'Ёлка «на Мира»',
      empty: null,
      list: [1, true],
    }
    expect(await window.call('echo', input, anonymous)).toEqual({ ok: true, value: input })
  })

  test('sends its session and the key of its intent', async () => {
    const meta = { session: 'session-1', key: 'intent-000001' }
    expect(await window.call('session', null, meta)).toEqual({ ok: true, value: meta })
  })

  test('sends a registry file of 15 MiB whole', async () => {
    const file = new Uint8Array(15 * 1024 * 1024)
    expect(await window.call('size', file, anonymous)).toEqual({ ok: true, value: file.length })
  })

  test('gets the bytes of a document', async () => {
    const response = await window.call('bytes', 100_000, anonymous)
    expect(response).toEqual({ ok: true, value: new Uint8Array(100_000).fill(7) })
  })

  test('data that look like the mark of bytes arrive as data', async () => {
    const input = { $bytes: 'AQI=', $$bytes: 1 }
    expect(await window.call('echo', input, anonymous)).toEqual({ ok: true, value: input })
  })

  test('an unknown call is an error, as data', async () => {
    expect(await window.call('office.destroy', null, anonymous)).toMatchObject({
      ok: false,
      error: { code: 'call.unknown' },
    })
  })

  test('a call with a name without end is refused as input', async () => {
    expect(await window.call('a'.repeat(10_000), null, anonymous)).toMatchObject({
      ok: false,
      error: { code: 'call.input' },
    })
  })

  test('an input over the cap is refused as too large, and the next call works', async () => {
    const response = await window.call('size', new Uint8Array(25 * 1024 * 1024), anonymous)
    expect(response).toMatchObject({ ok: false, error: { code: 'call.too-large' } })
    expect(await window.call('echo', 1, anonymous)).toEqual({ ok: true, value: 1 })
  })

  test('a bug in the core is told as one', async () => {
    expect(await window.call('throws', null, anonymous)).toMatchObject({
      ok: false,
      error: { code: 'call.bug' },
    })
  })

  test('an answer that cannot be cloned is told as a bug', async () => {
    expect(await window.call('uncloneable', null, anonymous)).toMatchObject({
      ok: false,
      error: { code: 'call.bug' },
    })
  })

  test('hears what changed, by every change', async () => {
    const heard = Promise.withResolvers<CoreEvent>()
    window.subscribe(heard.resolve)
    await window.call('change', null, anonymous)
    expect(await heard.promise).toEqual({ type: 'changed', topics: ['bills'] })
  })

  test('hears progress in order', async () => {
    const heard: number[] = []
    const all = Promise.withResolvers<void>()
    window.subscribe((event) => {
      if (event.type === 'progress') heard.push(event.done)
      if (heard.length === 100) all.resolve()
    })
    await window.call('emit', 100, anonymous)
    await all.promise
    expect(heard).toEqual(Array.from({ length: 100 }, (_, at) => at + 1))
  })

  test('hears nothing after it ended its subscription', async () => {
    const ended: CoreEvent[] = []
    const end = window.subscribe((event) => ended.push(event))
    end()
    const heard = Promise.withResolvers<CoreEvent>()
    window.subscribe(heard.resolve)
    await window.call('change', null, anonymous)
    await heard.promise
    expect(ended).toEqual([])
  })

  test('a second window hears what the first one changed', async () => {
    const second = await host.openWindow()
    const heard = Promise.withResolvers<CoreEvent>()
    second.subscribe(heard.resolve)
    await window.call('change', null, anonymous)
    expect(await heard.promise).toEqual({ type: 'changed', topics: ['bills'] })
  })

  test('shows a document', async () => {
    const pdf = new TextEncoder().encode('%PDF-1.7')
    expect(await window.openDocument('receipt-1.pdf', pdf)).toEqual({ ok: true, value: {} })
    expect(host.shown).toEqual(['receipt-1.pdf'])
  })

  test('a call that was pending when the core crashed is answered', async () => {
    const pending = window.call('never', null, anonymous)
    const crash = await window.call('crash', null, anonymous)
    expect([await pending, crash]).toMatchObject([
      { ok: false, error: { code: 'office.restarting' } },
      { ok: false, error: { code: 'office.restarting' } },
    ])
  })

  test('hears that everything is to be read anew once the core is back, and its next call is answered', async () => {
    const back = Promise.withResolvers<void>()
    window.subscribe((event) => {
      if (event.type === 'changed' && event.topics.includes('*')) back.resolve()
    })
    await window.call('crash', null, anonymous)
    await back.promise
    expect(await window.call('echo', 1, anonymous)).toEqual({ ok: true, value: 1 })
  })

  test('a call after the core was stopped is answered', async () => {
    await host.core.stop()
    expect(await window.call('echo', 1, anonymous)).toMatchObject({
      ok: false,
      error: { code: 'call.stopping' },
    })
  })
})
