import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { usualOpening } from '../../src/main/core-parts.ts'
import { createRepair } from '../../src/main/core-repair.ts'
import { createGate, type Gate } from '../../src/main/gate/gate.ts'
import { alwaysNew } from '../../src/main/gate/known-office.ts'
import { openOffice } from '../../src/main/gate/open-office.ts'
import { coreDeps, mondayClock, openOfficeCore } from '../fakes/office-core.ts'

const setup = {
  office: 'Касса на Мира',
  timeZone: 'Europe/Moscow',
  operator: { name: 'Анна', pin: '4821' },
  passphrase: 'верная лошадь батарея скрепка',
}

/** The gate of a closed office, on a computer whose clock stands an hour before the last record. */
const gateAnHourBack = (folder: string): Gate => {
  const monday = mondayClock()
  const core = coreDeps(folder, { kind: 'real', clock: { now: () => monday.now() - 3_600_000 } })
  return createGate({
    kind: 'real',
    folder,
    timers: core.timers,
    logger: core.logger,
    first: usualOpening,
    lastFailure: null,
    restoreFrom: null,
    stayClosed: false,
    repair: createRepair(core),
    open: (how, onFatal) => openOffice({ ...core, onFatal }, how, alwaysNew),
    onFatal: () => undefined,
    tell: () => undefined,
  })
}

test('an office opens though the clock was set back, and says that the till and sending wait for a person', async () => {
  const { folder, core } = await openOfficeCore({ kind: 'real', setup })
  await core.stop()
  const gate = gateAnHourBack(folder)
  let session: string | null = null
  const call = (name: string, input: unknown) =>
    gate.call({ call: name, input, session, key: `key-${randomUUID()}` })
  try {
    await gate.start()
    expect(await call('gate.state', {})).toMatchObject({ value: { phase: 'open', problem: null } })
    const login = await call('session.login', { operatorId: 1, pin: '4821' })
    session = login.ok ? z.object({ session: z.string() }).parse(login.value).session : null
    expect(await call('shift.open', { float_kop: 0 })).toMatchObject({ ok: true })
    await topHolds(gate, session)
    const pay = {
      lines: [{ accountId: 1, billId: null, sum_kop: 100 }],
      tender: 'cash',
      received_kop: 100,
      shown: [],
      total_kop: 100,
      phoneId: null,
      orderId: null,
    }
    expect(await call('desk.pay', pay)).toMatchObject({ error: { code: 'clock.backwards' } })
    expect(await call('messages.hold', { held: false })).toMatchObject({ ok: true })
    expect(await call('office.top', {})).toMatchObject({ value: { holding: null } })
  } finally {
    await gate.stop()
    await rm(folder, { recursive: true, force: true })
  }
})

/** Resolves once the top line says that the clock holds the office; asked again after every event. */
const topHolds = (gate: Gate, session: string | null): Promise<void> =>
  new Promise((resolve) => {
    const look = async (): Promise<void> => {
      const top = await gate.call({ call: 'office.top', input: {}, session, key: null })
      if (top.ok && JSON.stringify(top.value).includes('"holding":"clock"')) {
        end()
        resolve()
      }
    }
    const end = gate.subscribe(() => void look())
    void look()
  })
