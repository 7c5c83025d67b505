import { describe, expect, test } from 'vitest'
import type { Repair } from '../../src/main/gate/opened.ts'
import type { OpenProblem } from '../../src/main/store/open-problem.ts'
import { createGateRig, damagedFile, gone, opens } from './gate-rig.ts'

const passphrase = 'верная лошадь батарея'

describe('a restore', () => {
  const from = { path: '/stick/kvitok-2026-11-16.kvs', passphrase }
  const rigWith = (restore: Repair['restore']) =>
    createGateRig({
      repair: {
        restore,
        salvage: () => Promise.resolve(null),
        inspect: () => Promise.resolve({ kind: 'copy', at: 5, encrypted: true, size: 9, problem: null }),
      },
    })

  test('puts the files there, opens them with its passphrase and tells how far it is', async () => {
    const rig = rigWith((_from, progress) => {
      progress(1, 4)
      return Promise.resolve(null)
    })
    rig.answer(damagedFile, opens)
    await rig.gate.start()
    expect(await rig.view('gate.restore', from)).toMatchObject({ phase: 'open' })
    expect(rig.asked.at(-1)).toMatchObject({ passphrase, mode: 'usual' })
    expect(rig.events).toContainEqual({ type: 'progress', job: 'restore', done: 1, total: 4 })
  })

  test('that is refused says why, and the office stays closed for its own reason', async () => {
    const refused: OpenProblem = {
      code: 'damaged',
      details: { file: from.path, offset: null, reason: 'torn' },
    }
    const rig = rigWith(() => Promise.resolve(refused))
    rig.answer(gone)
    await rig.gate.start()
    expect(await rig.call('gate.restore', from)).toEqual({
      ok: false,
      error: { code: 'gate.refused', details: { what: 'damaged', file: from.path, reason: 'torn' } },
    })
    expect(await rig.view()).toMatchObject({ phase: 'closed', problem: { code: 'folder-gone' } })
    expect(rig.timers.pending()).toBe(1)
  })

  test('that fails as a bug is told as one, and the gate goes on', async () => {
    const rig = rigWith(() => Promise.reject(new Error('broken on purpose')))
    rig.answer(damagedFile, opens)
    await rig.gate.start()
    await expect(rig.call('gate.restore', from)).rejects.toThrow('broken on purpose')
    expect(await rig.view('gate.retry')).toMatchObject({ phase: 'open' })
  })

  test('with wrong passphrases without end is paused like the unlocking', async () => {
    const refused: OpenProblem = { code: 'passphrase', details: { wrong: true } }
    const rig = rigWith(() => Promise.resolve(refused))
    rig.answer(damagedFile)
    await rig.gate.start()
    for (let tries = 1; tries <= 5; tries += 1) await rig.call('gate.restore', from)
    expect(await rig.call('gate.restore', from)).toMatchObject({ error: { code: 'gate.wait' } })
  })

  test('over an office in which somebody works is refused', async () => {
    const rig = rigWith(() => Promise.resolve(null))
    rig.answer(opens)
    await rig.gate.start()
    expect(await rig.call('gate.restore', from)).toMatchObject({ error: { code: 'conflict.changed' } })
  })

  test('looks at its source before', async () => {
    const rig = rigWith(() => Promise.resolve(null))
    rig.answer(opens)
    await rig.gate.start()
    expect(await rig.call('gate.inspect', { path: from.path }, null)).toMatchObject({
      ok: true,
      value: { kind: 'copy', encrypted: true },
    })
  })
})
