import { afterEach, describe, expect, test } from 'vitest'
import {
  type CoreHost,
  CoreStartError,
  coreWorkerUrl,
  startCoreHost,
} from '../../src/main/hosts/core-host.ts'
import type { CallResponse, CoreEvent } from '../../src/shared/contract/envelope.ts'
import { noSecrets } from '../fakes/no-secrets.ts'
import { createMemoryLogger, silentLogger } from '../fakes/silent-logger.ts'

const running: CoreHost[] = []

afterEach(async () => {
  for (const host of running.splice(0)) await host.stop()
})

const timersThatFire = (delays: number[]) => ({
  monotonic: () => 0,
  after(delay_ms: number, fire: () => void) {
    delays.push(delay_ms)
    setImmediate(fire)
    return () => {}
  },
})

const timersThatWait = { monotonic: () => 0, after: () => () => {} }

async function start(officeDir = '/office', overrides: Partial<Parameters<typeof startCoreHost>[0]> = {}) {
  const host = await startCoreHost({
    worker: new URL('../fakes/fake-core-worker.ts', import.meta.url),
    settings: {
      officeDir,
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
    timers: timersThatWait,
    clock: { now: () => 1000 },
    tell: () => {},
    ...overrides,
  })
  running.push(host)
  return host
}

/** Resolves when the next worker answers calls. */
const againOpen = (host: CoreHost): Promise<void> =>
  new Promise((resolve) => {
    const end = host.subscribe((event) => {
      if (event.type !== 'changed' || !event.topics.includes('*')) return
      end()
      resolve()
    })
  })

const ask = (host: CoreHost, call: string, input: unknown = null): Promise<CallResponse> =>
  host.call({ call, input, session: null, key: null })

describe('calls through the worker', () => {
  test('a call reaches the core and its answer comes back', async () => {
    const host = await start()
    expect(await ask(host, 'echo', { sum: 100, name: 'Ёлкина' })).toEqual({
      ok: true,
      value: { sum: 100, name: 'Ёлкина' },
    })
  })

  test('the session and the key travel with the call', async () => {
    const host = await start()
    const response = await host.call({ call: 'session', input: null, session: 's-1', key: 'k-1' })
    expect(response).toEqual({ ok: true, value: { session: 's-1', key: 'k-1' } })
  })

  test('many calls at once get each its own answer', async () => {
    const host = await start()
    const answers = await Promise.all(Array.from({ length: 300 }, (_, n) => ask(host, 'echo', n)))
    expect(answers).toEqual(Array.from({ length: 300 }, (_, n) => ({ ok: true, value: n })))
  })

  test('large bytes are handed over to the core, not copied', async () => {
    const host = await start()
    const registry = new Uint8Array(3_000_000)
    expect(await ask(host, 'size', registry)).toEqual({ ok: true, value: 3_000_000 })
    expect(registry.byteLength).toBe(0)
  })

  test('a view into a larger buffer is copied, so that its neighbours stay', async () => {
    const host = await start()
    const whole = new Uint8Array(400_000)
    expect(await ask(host, 'size', whole.subarray(100, 300_100))).toEqual({ ok: true, value: 300_000 })
    expect(whole.byteLength).toBe(400_000)
  })

  test('an input that cannot be cloned is refused and the next call works', async () => {
    const host = await start()
    expect(await ask(host, 'echo', () => 1)).toMatchObject({ ok: false, error: { code: 'call.input' } })
    expect(await ask(host, 'echo', 1)).toEqual({ ok: true, value: 1 })
  })

  test('an answer that cannot be cloned is a bug, told to the caller', async () => {
    const host = await start()
    expect(await ask(host, 'uncloneable')).toEqual({
      ok: false,
      error: { code: 'call.bug', details: { call: 'uncloneable' } },
    })
  })

  test('a core that throws is a bug, told to the caller', async () => {
    const host = await start()
    expect(await ask(host, 'throws')).toMatchObject({ ok: false, error: { code: 'call.bug' } })
  })

  test('calls beyond the bound are refused while the earlier ones wait', async () => {
    const host = await start()
    for (let n = 0; n < 512; n += 1) void ask(host, 'never')
    expect(await ask(host, 'echo')).toMatchObject({ ok: false, error: { code: 'call.too-large' } })
  })
})

describe('events through the worker', () => {
  test('every subscriber hears every event in order', async () => {
    const host = await start()
    const heard: CoreEvent[][] = [[], []]
    for (const list of heard) host.subscribe((event) => list.push(event))
    await ask(host, 'emit', 3)
    const expected = [1, 2, 3].map((done) => ({ type: 'progress', job: 'fake', done, total: 3 }))
    expect(heard).toEqual([expected, expected])
  })

  test('an ended subscription hears nothing more', async () => {
    const host = await start()
    const heard: CoreEvent[] = []
    const end = host.subscribe((event) => heard.push(event))
    await ask(host, 'change')
    end()
    await ask(host, 'change')
    expect(heard).toHaveLength(1)
  })

  test('a listener that throws does not keep the event from the others', async () => {
    const logger = createMemoryLogger()
    const host = await start('/office', { logger })
    const heard: CoreEvent[] = []
    host.subscribe(() => {
      throw new Error('a broken window')
    })
    host.subscribe((event) => heard.push(event))
    await ask(host, 'change')
    expect(heard).toEqual([{ type: 'changed', topics: ['bills'] }])
    expect(logger.lines).toEqual(['error: a listener of core events threw'])
  })
})

describe('the life of the worker', () => {
  test('a core that cannot begin is reported with its reason and leaves nothing running', async () => {
    const failure = await start('/locked').catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(CoreStartError)
    expect(failure).toMatchObject({
      failure: { code: 'office.locked', message: 'another process has this office open' },
    })
  })

  test('a worker that dies while it starts is reported, not waited for', async () => {
    await expect(start('/crash-at-start')).rejects.toBeInstanceOf(CoreStartError)
  })

  test('a worker whose file is missing is reported', async () => {
    const worker = new URL('../fakes/no-such-worker.ts', import.meta.url)
    await expect(start('/office', { worker })).rejects.toBeInstanceOf(CoreStartError)
  })

  test('a crash answers every pending call, and another worker goes on', async () => {
    const logger = createMemoryLogger()
    const host = await start('/office', { logger })
    const pending = [ask(host, 'never'), ask(host, 'crash'), ask(host, 'never')]
    for (const response of await Promise.all(pending)) {
      expect(response).toEqual({ ok: false, error: { code: 'office.restarting', details: {} } })
    }
    await againOpen(host)
    expect(await ask(host, 'echo', 1)).toEqual({ ok: true, value: 1 })
    expect(logger.lines).toContain('error: the core ended by itself')
  })

  test('a worker that exits by itself is followed by another, which knows when and why', async () => {
    const host = await start()
    expect(await ask(host, 'exit')).toMatchObject({ ok: false, error: { code: 'office.restarting' } })
    await againOpen(host)
    expect(await ask(host, 'history')).toEqual({
      ok: true,
      value: { lastFailure: { code: 'bug', at: 1000 }, stayClosed: false },
    })
  })

  test('a worker that names a failed disk is followed by one that is told so', async () => {
    const host = await start()
    expect(await ask(host, 'fatal', 'no-space')).toMatchObject({ error: { code: 'office.restarting' } })
    await againOpen(host)
    expect(await ask(host, 'history')).toMatchObject({
      value: { lastFailure: { code: 'no-space', at: 1000 }, stayClosed: false },
    })
  })

  test('while the next worker starts calls are answered, not lost', async () => {
    const host = await start()
    const again = againOpen(host)
    await ask(host, 'exit')
    expect(await ask(host, 'echo')).toMatchObject({ ok: false, error: { code: 'office.restarting' } })
    await again
  })

  test('windows hear that the gate closed, then that everything is to be read anew', async () => {
    const host = await start()
    const heard: CoreEvent[] = []
    host.subscribe((event) => heard.push(event))
    const again = againOpen(host)
    await ask(host, 'exit')
    await again
    expect(heard[0]).toEqual({ type: 'changed', topics: ['gate'] })
    expect(heard.at(-1)).toEqual({
      type: 'changed',
      topics: expect.arrayContaining(['*', 'gate', 'payments']),
    })
  })

  test('events of the next worker reach those who subscribed to the first', async () => {
    const host = await start()
    const again = againOpen(host)
    await ask(host, 'exit')
    await again
    const heard: CoreEvent[] = []
    host.subscribe((event) => heard.push(event))
    await ask(host, 'change')
    expect(heard).toEqual([{ type: 'changed', topics: ['bills'] }])
  })

  test('after five ends within ten minutes the office stays closed until a person opens it', async () => {
    const host = await start()
    const histories: unknown[] = []
    for (let end = 1; end <= 6; end += 1) {
      const again = againOpen(host)
      await ask(host, 'exit')
      await again
      const answer = await ask(host, 'history')
      histories.push(answer.ok ? answer.value : answer.error)
    }
    expect(histories).toMatchObject([
      { stayClosed: false },
      { stayClosed: false },
      { stayClosed: false },
      { stayClosed: false },
      { stayClosed: false },
      { stayClosed: true },
    ])
  })

  test('stopping while the next worker starts ends that one too', async () => {
    const host = await start()
    await ask(host, 'exit')
    await host.stop()
    const exit = await new Promise<{ expected: boolean }>((resolve) => host.onExit(resolve))
    expect(exit.expected).toBe(true)
  })

  test('stopping answers what is pending and refuses what comes later', async () => {
    const host = await start()
    const pending = ask(host, 'never')
    const stopped = host.stop()
    expect(await ask(host, 'echo')).toMatchObject({ ok: false, error: { code: 'call.stopping' } })
    await stopped
    expect(await pending).toMatchObject({ ok: false, error: { code: 'call.stopping' } })
  })

  test('stopping twice is stopping once, and the exit was expected', async () => {
    const host = await start()
    await Promise.all([host.stop(), host.stop()])
    expect(await new Promise((resolve) => host.onExit(resolve))).toEqual({ expected: true, error: null })
  })

  test('a core that fails to stop counts as a crash', async () => {
    const host = await start('/fails-to-stop')
    await host.stop()
    expect(await new Promise((resolve) => host.onExit(resolve))).toMatchObject({
      expected: false,
      error: { message: 'stop failed on purpose' },
    })
  })

  test('a core that never stops is ended by force after the limit', async () => {
    const delays: number[] = []
    const host = await start('/never-stops', { timers: timersThatFire(delays) })
    await host.stop()
    expect(delays).toEqual([20_000])
  })
})

describe('where the worker is', () => {
  test('a bundled entry finds it beside itself', () => {
    expect(coreWorkerUrl('file:///program/out/main/loopback.js').href).toBe(
      'file:///program/out/main/core-worker.js',
    )
  })

  test('an entry run from source finds the source', () => {
    expect(coreWorkerUrl('file:///program/src/main/hosts/loopback/main.ts').href).toMatch(
      /src\/main\/hosts\/core-worker\.ts$/,
    )
  })
})
