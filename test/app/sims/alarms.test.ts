import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createOfficeBook } from '../../../src/main/app/office/office-book.ts'
import type { LinkPhase } from '../../../src/main/app/ports/modem.ts'
import type { ModemLink } from '../../../src/main/app/ports/modem-links.ts'
import { sql } from '../../../src/main/app/ports/sql.ts'
import { type Alarm, modemAlarms } from '../../../src/main/app/sims/alarms.ts'
import { seeSim, simOf, termsOfSim } from '../../../src/main/app/sims/sims.ts'
import { createModem } from '../../../src/main/modem/modem.ts'
import { quietLogger } from '../../fakes/quiet-logger.ts'
import { accepted, hour_ms, type Jobs, openJobs, refused } from '../../jobs/kit.ts'

const imsi = '250990000000001'

let jobs: Jobs

beforeEach(async () => {
  spareRuns = false
  jobs = await openJobs({ smsPerDay: 20 })
  await jobs.store.write((tx) => {
    seeSim(tx, { imsi, imei: null, operator: null, number: null }, jobs.time.now, 'real')
  })
})

afterEach(() => jobs.close())

const spare = '250010000000002'
let spareRuns = false

const alarmsNow = (): readonly Alarm[] => {
  const modem = createModem({
    ports: { list: () => Promise.resolve([]), open: () => Promise.reject(new Error('no port')) },
    timers: jobs.timers,
    clock: { now: () => jobs.time.now },
    logger: quietLogger(),
    settings: () => ({ port: null, pin: null }),
  })
  const linkOf = (number: 1 | 2, phase: LinkPhase, card: string): ModemLink => ({
    number,
    modem: { ...modem, state: () => ({ ...modem.state(), phase, imsi: card }) },
  })
  const link = linkOf(1, 'ready', imsi)
  const alarms = modemAlarms(jobs.store.read, jobs.time.now, {
    offices: createOfficeBook(),
    links: {
      all: [link, linkOf(2, spareRuns ? 'ready' : 'off', spare)],
      active: () => link,
      apply: () => undefined,
    },
    restOf: () => ({ rest: null, probing: false }),
  })
  return alarms
}

const codes = (): readonly string[] => alarmsNow().map(({ code }) => code)

const send = async (count: number): Promise<void> => {
  jobs.script.answer = (_sent, times) => accepted(times % 256)
  for (let number = 0; number < count; number += 1) await jobs.queue()
  await jobs.pump.idle()
}

describe('a card that lies idle', () => {
  test('is warned of before three days have passed, and no more once it sent', async () => {
    jobs.pass(59 * hour_ms)
    expect(codes()).not.toContain('sim-idle')
    jobs.pass(hour_ms)
    expect(codes()).toContain('sim-idle')
    await send(1)
    expect(codes()).not.toContain('sim-idle')
  })
})

describe('a cap that is used up', () => {
  test('of the day is said', async () => {
    await send(19)
    expect(codes()).not.toContain('cap-day')
    await send(1)
    expect(codes()).toContain('cap-day')
  })

  test('of the month is said', async () => {
    const terms = JSON.stringify({ ...termsOfSim(simOf(jobs.store.read, imsi)), perMonth: 2 })
    await jobs.store.write((tx) => tx.run(sql.updateTable('sim').set({ terms })))
    await send(2)
    expect(codes()).toContain('cap-month')
  })
})

describe('the spare card, which does not send', () => {
  const keep = (values: object): Promise<void> =>
    jobs.store.write((tx) => {
      seeSim(tx, { imsi: spare, imei: null, operator: null, number: null }, jobs.time.now, 'real')
      tx.run(sql.updateTable('sim').set(values).where('imsi', '=', spare))
    })
  const ofSpare = () => alarmsNow().filter(({ details: { imsi: of } }) => of === spare)

  test('is watched for money and idleness in a modem that runs, and each alarm names its card', async () => {
    spareRuns = true
    await keep({ role: 'spare', title: 'Запас', number: '+79005550111', balance_kop: 100 })
    jobs.pass(60 * hour_ms)
    const named = { imsi: spare, title: 'Запас', number: '+79005550111' }
    expect(ofSpare()).toMatchObject([
      { code: 'balance-low', details: { ...named, balance_kop: 100 } },
      { code: 'sim-idle', details: { ...named, hours: 60 } },
    ])
    await send(1)
    expect(ofSpare().map(({ code }) => code)).toEqual(['balance-low', 'sim-idle'])
    expect(codes()).toHaveLength(2)
  })

  test('is no concern while its modem is off, or while nobody accepted it', async () => {
    await keep({ role: 'spare', balance_kop: 100 })
    expect(ofSpare()).toEqual([])
    spareRuns = true
    await keep({ role: 'refused', balance_kop: 100 })
    expect(ofSpare()).toEqual([])
  })
})

test('a card that is only refused is idle all the same', async () => {
  jobs.pass(60 * hour_ms)
  jobs.script.answer = () => refused('permanent')
  await jobs.queue()
  await jobs.pump.idle()
  expect(jobs.submitted).toHaveLength(1)
  expect(codes()).toContain('sim-idle')
})
