import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createOfficeBook } from '../../../src/main/app/office/office-book.ts'
import type { ModemLink } from '../../../src/main/app/ports/modem-links.ts'
import { sql } from '../../../src/main/app/ports/sql.ts'
import { modemAlarms } from '../../../src/main/app/sims/alarms.ts'
import { seeSim, simOf, termsOfSim } from '../../../src/main/app/sims/sims.ts'
import { createModem } from '../../../src/main/modem/modem.ts'
import { quietLogger } from '../../fakes/quiet-logger.ts'
import { accepted, hour_ms, type Jobs, openJobs } from '../../jobs/kit.ts'

const imsi = '250990000000001'

let jobs: Jobs

beforeEach(async () => {
  jobs = await openJobs({ smsPerDay: 20 })
  await jobs.store.write((tx) => {
    seeSim(tx, { imsi, imei: null, operator: null, number: null }, jobs.time.now, 'real')
  })
})

afterEach(() => jobs.close())

const codes = (): readonly string[] => {
  const modem = createModem({
    ports: { list: () => Promise.resolve([]), open: () => Promise.reject(new Error('no port')) },
    timers: jobs.timers,
    clock: { now: () => jobs.time.now },
    logger: quietLogger(),
    settings: () => ({ port: null, pin: null }),
  })
  const link: ModemLink = {
    number: 1,
    modem: { ...modem, state: () => ({ ...modem.state(), phase: 'ready', imsi }) },
  }
  const alarms = modemAlarms(jobs.store.read, jobs.time.now, {
    offices: createOfficeBook(),
    links: { all: [link], active: () => link, apply: () => undefined },
    restOf: () => ({ rest: null, probing: false }),
  })
  return alarms.map(({ code }) => code)
}

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
