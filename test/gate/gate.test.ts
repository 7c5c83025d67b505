import { describe, expect, test } from 'vitest'
import { FileError } from '../../src/main/app/ports/files.ts'
import type { Opened } from '../../src/main/gate/opened.ts'
import { createGateRig, damagedFile, gone, locked, nothingGood, opens, refuses, wrong } from './gate-rig.ts'

const passphrase = 'верная лошадь батарея'
const unlock = { passphrase, remember: true }

describe('an office that opens', () => {
  test('answers its calls through the gate', async () => {
    const rig = createGateRig()
    rig.answer(opens)
    await rig.gate.start()
    expect(await rig.call('echo', 7)).toEqual({ ok: true, value: 7 })
    expect(await rig.view()).toMatchObject({
      phase: 'open',
      kind: 'real',
      folder: '/office',
      problem: null,
      acts: [],
    })
  })

  test('makes everything stale for every window', async () => {
    const rig = createGateRig()
    rig.answer(opens)
    await rig.gate.start()
    expect(rig.events.at(-1)).toMatchObject({ topics: expect.arrayContaining(['*', 'gate', 'payments']) })
  })

  test('passes its events on', async () => {
    const rig = createGateRig()
    rig.answer(opens)
    await rig.gate.start()
    await rig.call('change')
    expect(rig.events.at(-1)).toEqual({ type: 'changed', topics: ['bills'] })
  })

  test('offers no act, and refuses one', async () => {
    const rig = createGateRig()
    rig.answer(opens)
    await rig.gate.start()
    expect(await rig.call('gate.takeOver')).toMatchObject({ error: { code: 'conflict.changed' } })
    expect(rig.asked).toHaveLength(1)
  })

  test('takes a retry that came too late for granted', async () => {
    const rig = createGateRig()
    rig.answer(opens)
    await rig.gate.start()
    expect(await rig.view('gate.retry')).toMatchObject({ phase: 'open' })
    expect(rig.asked).toHaveLength(1)
  })
})

describe('an office that does not open', () => {
  test('says why, what may be done, and refuses the calls of the office with that reason', async () => {
    const rig = createGateRig()
    rig.answer(damagedFile)
    await rig.gate.start()
    expect(await rig.view()).toMatchObject({
      phase: 'closed',
      problem: { code: 'damaged', file: '/office/journal/00000002.kvj', reason: 'a frame does not fit' },
      acts: ['retry', 'read-only', 'salvage', 'restore'],
    })
    expect(await rig.call('office.status')).toEqual({
      ok: false,
      error: { code: 'office.closed', details: { code: 'damaged' } },
    })
  })

  test.each([['gate.openReadOnly'], ['gate.salvage']])(
    'of which nothing is good offers a restore, and refuses %s',
    async (name) => {
      const rig = createGateRig()
      rig.answer(nothingGood)
      await rig.gate.start()
      expect(await rig.view()).toMatchObject({ lastGoodAt: null, acts: ['retry', 'restore'] })
      expect(await rig.call(name)).toMatchObject({ error: { code: 'conflict.changed' } })
      expect(rig.asked).toHaveLength(1)
    },
  )

  test('is told to whoever started the program, with what to do', async () => {
    const rig = createGateRig()
    rig.answer(damagedFile)
    await rig.gate.start()
    expect(rig.told).toEqual([expect.stringMatching(/did not open.*damaged.*Delete nothing/)])
  })

  test('opens when a person tries again', async () => {
    const rig = createGateRig()
    rig.answer(damagedFile, opens)
    await rig.gate.start()
    expect(await rig.view('gate.retry')).toMatchObject({ phase: 'open', problem: null })
  })

  test('opens read-only when a person says so, and says that it is', async () => {
    const rig = createGateRig()
    rig.answer(damagedFile, opens)
    await rig.gate.start()
    expect(await rig.view('gate.openReadOnly')).toMatchObject({ phase: 'open', readOnly: true })
    expect(rig.asked.at(-1)?.mode).toBe('read-only')
  })

  test('whose opening is a bug is closed with that, and may be tried again', async () => {
    const rig = createGateRig()
    rig.answer(() => {
      throw new Error('broken on purpose')
    }, opens)
    await rig.gate.start()
    expect(await rig.view()).toMatchObject({ phase: 'closed', problem: { code: 'bug' }, acts: ['retry'] })
    expect(rig.logger.lines).toContain('error: an opening failed as a bug')
    expect(await rig.view('gate.retry')).toMatchObject({ phase: 'open' })
  })

  test('is shown as opening when it takes longer than a window should wait', async () => {
    const rig = createGateRig()
    const slow = Promise.withResolvers<Opened>()
    rig.answer(() => slow.promise)
    const started = rig.gate.start()
    rig.timers.advance(5000)
    await started
    expect(await rig.view()).toMatchObject({ phase: 'opening', problem: null })
    expect(await rig.call('office.status')).toMatchObject({
      error: { code: 'office.closed', details: { code: 'opening' } },
    })
    slow.resolve(opens())
  })
})

describe('a problem that may pass by itself', () => {
  test('is looked at again every few seconds until the office opens', async () => {
    const rig = createGateRig()
    rig.answer(gone)
    await rig.gate.start()
    for (const _look of [1, 2]) {
      rig.timers.advance(3000)
      await rig.timers.untilPending()
    }
    rig.answer(opens)
    const heard = new Promise<void>((resolve) => rig.gate.subscribe(() => resolve()))
    rig.timers.advance(3000)
    await heard
    expect(await rig.view()).toMatchObject({ phase: 'open' })
    expect(rig.asked).toHaveLength(4)
  })

  test('is told once, not at every look', async () => {
    const rig = createGateRig()
    rig.answer(gone)
    await rig.gate.start()
    const heard = rig.events.length
    rig.timers.advance(3000)
    await rig.timers.untilPending()
    expect(rig.told).toHaveLength(1)
    expect(rig.events).toHaveLength(heard)
  })

  test('that became another one is told', async () => {
    const rig = createGateRig()
    rig.answer(gone, refuses({ code: 'no-space', details: { file: '/office/journal' } }))
    await rig.gate.start()
    rig.timers.advance(3000)
    await rig.timers.untilPending()
    expect(await rig.view()).toMatchObject({ problem: { code: 'no-space' } })
    expect(rig.told).toHaveLength(2)
  })

  test('is not looked at after the gate was stopped', async () => {
    const rig = createGateRig()
    rig.answer(gone)
    await rig.gate.start()
    await rig.gate.stop()
    expect(rig.timers.pending()).toBe(0)
  })

  test('which is damage or a foreign lock is left to a person', async () => {
    for (const problem of [damagedFile, locked]) {
      const rig = createGateRig()
      rig.answer(problem)
      await rig.gate.start()
      expect(rig.timers.pending()).toBe(0)
    }
  })
})

describe('a passphrase', () => {
  test('opens the office and is forgotten', async () => {
    const rig = createGateRig()
    rig.answer(locked, opens)
    await rig.gate.start()
    expect(await rig.view('gate.unlock', unlock)).toMatchObject({ phase: 'open' })
    expect(rig.asked.at(-1)).toMatchObject({ passphrase, remember: true })
    expect(JSON.stringify(rig.logger)).not.toContain(passphrase)
  })

  test('that is wrong is said so', async () => {
    const rig = createGateRig()
    rig.answer(locked, wrong)
    await rig.gate.start()
    expect(await rig.view('gate.unlock', unlock)).toMatchObject({
      phase: 'closed',
      problem: { code: 'passphrase-wrong' },
      acts: ['unlock', 'restore'],
    })
  })

  test('is kept for the next question of the same opening', async () => {
    const rig = createGateRig()
    const older = refuses({
      code: 'older-than-known',
      details: { known: { segment: 9, sequence: 40 }, found: { segment: 8, sequence: 1 } },
    })
    rig.answer(locked, older, opens)
    await rig.gate.start()
    await rig.view('gate.unlock', unlock)
    expect(await rig.view('gate.acceptOlder')).toMatchObject({ phase: 'open' })
    expect(rig.asked.at(-1)).toMatchObject({ passphrase, acceptOlder: true })
  })

  test('is heard again at once after four wrong ones, after a growing pause from the fifth on', async () => {
    const rig = createGateRig()
    rig.answer(locked, wrong)
    await rig.gate.start()
    for (let tries = 1; tries <= 5; tries += 1) await rig.view('gate.unlock', unlock)
    expect(await rig.call('gate.unlock', unlock)).toMatchObject({
      error: { code: 'gate.wait', details: { seconds: 5 } },
    })
    rig.timers.advance(5000)
    await rig.view('gate.unlock', unlock)
    expect(await rig.call('gate.unlock', unlock)).toMatchObject({
      error: { code: 'gate.wait', details: { seconds: 10 } },
    })
    expect(rig.asked).toHaveLength(7)
  })

  test('given many times at once is tried once at a time', async () => {
    const rig = createGateRig()
    const slow = Promise.withResolvers<Opened>()
    rig.answer(locked, () => slow.promise)
    await rig.gate.start()
    const first = rig.view('gate.unlock', unlock)
    const others = await Promise.all([1, 2, 3].map(() => rig.call('gate.unlock', unlock)))
    expect(others).toMatchObject(others.map(() => ({ error: { code: 'gate.busy' } })))
    slow.resolve(opens())
    expect(await first).toMatchObject({ phase: 'open' })
    expect(rig.asked).toHaveLength(2)
  })

  test('is not asked for where the problem is another', async () => {
    const rig = createGateRig()
    rig.answer(damagedFile)
    await rig.gate.start()
    expect(await rig.call('gate.unlock', unlock)).toMatchObject({ error: { code: 'conflict.changed' } })
  })
})

describe('a call of the gate', () => {
  test('that changes something needs a key', async () => {
    const rig = createGateRig()
    rig.answer(damagedFile)
    await rig.gate.start()
    expect(await rig.call('gate.retry', {}, null)).toMatchObject({ error: { code: 'key.missing' } })
  })

  test('that is no command needs none', async () => {
    const rig = createGateRig()
    rig.answer(opens)
    await rig.gate.start()
    expect(await rig.call('gate.state', {}, null)).toMatchObject({ ok: true })
  })

  test.each([
    ['gate.unlock', { passphrase: 'short', remember: true }],
    ['gate.unlock', { passphrase }],
    ['gate.unlock', { passphrase, remember: true, extra: 1 }],
    ['gate.retry', null],
    ['gate.restore', { path: '' }],
  ])('%s with %j is refused as input', async (name, input) => {
    const rig = createGateRig()
    rig.answer(locked)
    await rig.gate.start()
    expect(await rig.call(name, input)).toMatchObject({ error: { code: 'call.input' } })
    expect(rig.asked).toHaveLength(1)
  })

  test.each(['gate.destroy', '__proto__', 'constructor'])('«%s» is none', async (name) => {
    const rig = createGateRig()
    rig.answer(opens)
    await rig.gate.start()
    expect(await rig.call(name)).toMatchObject({ error: { code: 'call.unknown' } })
  })
})

describe('a disk that fails', () => {
  test('under the open office ends the worker with its reason in plain data', async () => {
    const rig = createGateRig()
    rig.answer(opens)
    await rig.gate.start()
    rig.failDisk(new FileError('no-space', '/office/journal/00000001.kvj', 'write'))
    expect(rig.failures).toEqual([{ code: 'no-space', message: expect.stringContaining('no-space') }])
  })

  test('while the office opens is that opening’s own answer', async () => {
    const rig = createGateRig()
    rig.answer(() => {
      rig.failDisk(new FileError('no-space', '/office/journal/00000001.kvj', 'write'))
      return refuses({ code: 'no-space', details: { file: '/office/journal' } })
    })
    await rig.gate.start()
    expect(rig.failures).toEqual([])
    expect(await rig.view()).toMatchObject({ problem: { code: 'no-space' } })
  })

  test('too often leaves the gate closed with what happened until a person tries again', async () => {
    const rig = createGateRig({ stayClosed: true, lastFailure: { code: 'io', at: 5 } })
    rig.answer(opens)
    await rig.gate.start()
    expect(await rig.view()).toMatchObject({
      phase: 'closed',
      problem: { code: 'io' },
      acts: ['retry'],
      lastFailure: { code: 'io', at: 5 },
    })
    expect(rig.asked).toEqual([])
    expect(await rig.view('gate.retry')).toMatchObject({ phase: 'open', lastFailure: { code: 'io', at: 5 } })
  })
})

describe('a lock', () => {
  const heldBy = (host: string | null) =>
    refuses({
      code: 'locked',
      details: {
        holder: { host, pid: 4242, since: 1_700_000_000_000 },
        file: '/office/office.lock',
        elsewhere: host !== null,
      },
    })

  test('of another computer says who holds the office since when, and can be taken over', async () => {
    const rig = createGateRig()
    rig.answer(heldBy('kassa-2'), opens)
    await rig.gate.start()
    expect(await rig.view()).toMatchObject({
      problem: { code: 'held', host: 'kassa-2', pid: 4242, since: 1_700_000_000_000 },
      acts: ['retry', 'take-over'],
    })
    expect(await rig.view('gate.takeOver')).toMatchObject({ phase: 'open' })
    expect(rig.asked.at(-1)?.takeOver).toBe(true)
  })

  test('that could not be taken over is asked about anew', async () => {
    const rig = createGateRig()
    rig.answer(heldBy('kassa-2'))
    await rig.gate.start()
    await rig.view('gate.takeOver')
    await rig.view('gate.retry')
    expect(rig.asked.at(-1)?.takeOver).toBe(false)
  })

  test('of a holder that does not say where it is cannot be taken over', async () => {
    const rig = createGateRig()
    rig.answer(heldBy(null))
    await rig.gate.start()
    expect(await rig.view()).toMatchObject({ acts: ['retry'] })
  })
})
