import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { releaseHold } from '../../src/main/app/office/clock-guard.ts'
import { createOfficeBook, readSetting } from '../../src/main/app/office/office-book.ts'
import type { ModemState, NetworkTime, UssdOutcome } from '../../src/main/app/ports/modem.ts'
import type { ModemLink } from '../../src/main/app/ports/modem-links.ts'
import { sql } from '../../src/main/app/ports/sql.ts'
import { reportsStopped } from '../../src/main/app/sims/alarms.ts'
import { clockDifference } from '../../src/main/app/sims/network-clock.ts'
import { seeSim } from '../../src/main/app/sims/sims.ts'
import { createLinkSink } from '../../src/main/jobs/link-sink.ts'
import { createModemWatch, type ModemWatch } from '../../src/main/jobs/modem-watch.ts'
import { settleByPolicy } from '../../src/main/jobs/uncertain-policy.ts'
import { createModem } from '../../src/main/modem/modem.ts'
import { quietLogger } from '../fakes/quiet-logger.ts'
import { accepted, hour_ms, type Jobs, minute_ms, openJobs, reportOf, uncertain } from './kit.ts'

const imsi = '250990000000001'
const day_ms = 24 * hour_ms

let jobs: Jobs
let watch: ModemWatch
let told: Partial<ModemState>
let asked: string[]
let link: ModemLink
let says: UssdOutcome

beforeEach(async () => {
  jobs = await openJobs({ smsPerDay: 10_000 })
  told = { phase: 'ready', imsi, registered: true, signal_dbm: -71, operator: 'Оператор' }
  asked = []
  says = { kind: 'text', text: 'Баланс: 123,45 р.' }
  const modem = createModem({
    ports: { list: () => Promise.resolve([]), open: () => Promise.reject(new Error('no port')) },
    timers: jobs.timers,
    clock: { now: () => jobs.time.now },
    logger: quietLogger(),
    settings: () => ({ port: null, pin: null }),
  })
  link = {
    number: 1,
    modem: {
      ...modem,
      state: () => ({ ...modem.state(), ...told }),
      ussd: (code) => {
        asked.push(code)
        return Promise.resolve(says)
      },
      cancelUssd: () => Promise.resolve(),
    },
  }
  await jobs.store.write((tx) => {
    seeSim(tx, { imsi, imei: null, operator: null, number: null }, jobs.time.now, 'real')
  })
  watch = createModemWatch({
    store: jobs.store,
    clock: { now: () => jobs.time.now },
    logger: quietLogger(),
    offices: createOfficeBook(),
    emit: () => undefined,
    links: () => [link],
  })
})

afterEach(async () => {
  await watch.idle()
  await jobs.close()
})

const tick = async (by_ms = 0): Promise<void> => {
  jobs.pass(by_ms)
  await watch.tick()
  await watch.idle()
}

const samples = (span: 'minute' | 'hour') =>
  jobs.store.read.all(sql.selectFrom('modem_sample').selectAll().where('span', '=', span).orderBy('at'))

describe('the link over time', () => {
  test('is a row a minute and a row an hour', async () => {
    for (let minute = 0; minute < 90; minute += 1) {
      told = { ...told, registered: minute < 60, signal_dbm: minute < 60 ? -71 : null }
      await tick(minute === 0 ? 0 : minute_ms)
    }
    expect(samples('minute')).toHaveLength(90)
    expect(samples('hour')).toMatchObject([
      { samples: 60, registered: 60, heard: 60, signal_sum: -71 * 60, signal_low: -71 },
      { samples: 30, registered: 0, heard: 0, signal_low: null },
    ])
  })

  test('keeps minutes for a day and hours for a year', async () => {
    await tick()
    await tick(2 * day_ms)
    expect(samples('minute')).toHaveLength(1)
    expect(samples('hour')).toHaveLength(2)
    await tick(400 * day_ms)
    expect(samples('hour')).toHaveLength(1)
  })

  test('is written once a minute however often it is looked at', async () => {
    await tick()
    await tick(1000)
    expect(samples('minute')).toMatchObject([{ samples: 1 }])
  })
})

describe('the balance', () => {
  const sim = () => jobs.store.read.first(sql.selectFrom('sim').selectAll().where('imsi', '=', imsi))

  test('is asked for once a day, in the morning', async () => {
    await tick()
    await tick(minute_ms)
    expect(asked).toEqual(['*102#'])
    expect(sim()?.balance_kop).toBe(12_345)
    // Midnight has passed, the morning has not come.
    await tick(16 * hour_ms)
    expect(asked).toHaveLength(1)
    await tick(4 * hour_ms)
    expect(asked).toHaveLength(2)
  })

  test('is asked for again after so many parts', async () => {
    await tick()
    await jobs.store.write((tx) => tx.run(sql.updateTable('sim').set({ sent: 100 })))
    await tick(30 * minute_ms)
    expect(asked).toHaveLength(1)
    await tick(31 * minute_ms)
    expect(asked).toHaveLength(2)
  })

  test('that could not be read is asked for an hour later, not every minute', async () => {
    says = { kind: 'timeout' }
    await tick()
    await tick(minute_ms)
    expect(asked).toHaveLength(1)
    await tick(hour_ms)
    expect(asked).toHaveLength(2)
    expect(sim()?.balance_kop).toBeNull()
  })
})

describe('when a card was last seen', () => {
  const lastSeen = () =>
    jobs.store.read.first(sql.selectFrom('sim').select('last_seen_at').where('imsi', '=', imsi))?.last_seen_at

  test('is written down again once an hour while it is in, not every minute', async () => {
    const came = jobs.time.now
    await tick(hour_ms)
    expect(lastSeen()).toBe(came)
    await tick(minute_ms)
    expect(lastSeen()).toBe(jobs.time.now)
  })

  test('is not written while its modem is away', async () => {
    const came = jobs.time.now
    told = { ...told, phase: 'absent' }
    await tick(3 * hour_ms)
    expect(lastSeen()).toBe(came)
  })

  test('is when it left', async () => {
    const state = (): ModemState => ({ ...link.modem.state(), ...told })
    const sink = createLinkSink(link, {
      store: jobs.store,
      clock: { now: () => jobs.time.now },
      logger: quietLogger(),
      offices: createOfficeBook(),
      inbox: jobs.inbox,
      emit: () => undefined,
      moved: () => undefined,
    })
    sink.state(state())
    jobs.pass(40 * minute_ms)
    told = { ...told, phase: 'absent' }
    sink.state(state())
    await jobs.store.write(() => undefined)
    expect(lastSeen()).toBe(jobs.time.now)
  })
})

describe('the network’s time', () => {
  const networkSays = (by_ms: number, source: NetworkTime['source'] = 'network'): void => {
    told = {
      ...told,
      networkTime: { at: jobs.time.now + by_ms, readAt: jobs.time.now, zone_minutes: 180, source },
    }
  }
  const held = () => readSetting(jobs.store.read, 'hold') !== null

  test('that is minutes away holds sending until a person says that the clock is right, and then no more', async () => {
    networkSays(-20 * minute_ms)
    await tick()
    expect(held()).toBe(true)
    expect(clockDifference(jobs.store.read)?.by_ms).toBe(-20 * minute_ms)
    await jobs.store.write(releaseHold)
    await tick(minute_ms)
    expect(held()).toBe(false)
    networkSays(60 * minute_ms)
    await tick(minute_ms)
    expect(held()).toBe(true)
  })

  test('that is a little away holds nothing', async () => {
    networkSays(4 * minute_ms)
    await tick()
    expect(held()).toBe(false)
  })

  test('of an old SMS does not prove that the clock is ahead', async () => {
    networkSays(-60 * minute_ms, 'service-centre')
    await tick()
    expect(held()).toBe(false)
    networkSays(60 * minute_ms, 'service-centre')
    await tick(minute_ms)
    expect(held()).toBe(true)
  })
})

describe('reports that stop coming', () => {
  const send = async (count: number, reported: boolean): Promise<void> => {
    for (let number = 0; number < count; number += 1) {
      jobs.script.answer = () => accepted(number)
      await jobs.queue({ to: jobs.to(number) })
      await jobs.pump.idle()
      if (reported)
        await jobs.inbox.report(reportOf(number, jobs.to(number), { sentAt: jobs.time.now }), imsi)
    }
  }

  test('after they came are an alarm, half an hour later', async () => {
    await send(3, true)
    await send(15, false)
    expect(reportsStopped(jobs.store.read, [imsi], jobs.time.now)).toBe(false)
    jobs.pass(31 * minute_ms)
    expect(reportsStopped(jobs.store.read, [imsi], jobs.time.now)).toBe(true)
    await send(1, true)
    jobs.pass(31 * minute_ms)
    expect(reportsStopped(jobs.store.read, [imsi], jobs.time.now)).toBe(false)
  })

  test('where they never came are none', async () => {
    await send(18, false)
    jobs.pass(hour_ms)
    expect(reportsStopped(jobs.store.read, [imsi], jobs.time.now)).toBe(false)
  })
})

describe('what stays uncertain', () => {
  const lose = async (kind: string): Promise<number> => {
    jobs.script.answer = () => uncertain
    const id = await jobs.queue()
    await jobs.pump.idle()
    await jobs.store.write((tx) => tx.run(sql.updateTable('message').set({ kind }).where('id', '=', id)))
    return id
  }
  const settle = () => jobs.store.write((tx) => settleByPolicy(tx, jobs.time.now))

  test.each([
    ['debt', 24],
    ['reminder', 72],
    ['ad', 72],
  ])('of «%s» is let be after %i hours, and not before', async (kind, hours) => {
    const id = await lose(kind)
    jobs.pass(hours * hour_ms - 1)
    expect(await settle()).toBe(0)
    jobs.pass(1)
    expect(await settle()).toBe(1)
    expect(jobs.message(id)).toMatchObject({ status: 'dropped', reason: 'policy:let-be' })
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(1)
  })

  test.each(['paid', 'reversed', 'manual', 'order-accepted'])('of «%s» waits for a person', async (kind) => {
    const id = await lose(kind)
    jobs.pass(90 * day_ms)
    expect(await settle()).toBe(0)
    expect(jobs.message(id)?.status).toBe('uncertain')
  })
})
