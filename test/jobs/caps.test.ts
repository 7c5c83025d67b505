import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { sql } from '../../src/main/app/ports/sql.ts'
import { firstTerms } from '../../src/main/app/sims/sim-terms.ts'
import { seeSim, simOf } from '../../src/main/app/sims/sims.ts'
import type { SimTerms } from '../../src/shared/contract/sim-terms.ts'
import {
  accepted,
  hour_ms,
  type Jobs,
  minute_ms,
  monday,
  openJobs,
  refused,
  uncertain,
  unsent,
} from './kit.ts'

const imsi = '250990000000001'
const day_ms = 24 * hour_ms
let jobs: Jobs

beforeEach(async () => {
  jobs = await openJobs({ smsPerDay: 10_000, smsPerMinute: 600 })
})

afterEach(async () => {
  await jobs.close()
})

/** The card of the scripted modem with these terms, and no pause unless one is asked for. */
const card = (terms: Partial<SimTerms>, row: object = {}): Promise<void> =>
  jobs.store.write((tx) => {
    seeSim(tx, { imsi, imei: null, operator: null, number: null }, jobs.time.now, 'real')
    const all = { ...firstTerms(imsi, 'real'), pauseMin_ms: 0, pauseMax_ms: 0, ...terms }
    tx.run(
      sql
        .updateTable('sim')
        .set({ terms: JSON.stringify(all), ...row })
        .where('imsi', '=', imsi),
    )
  })

const many = async (count: number, lane: 'campaign' | 'reminder' | 'reply' = 'campaign'): Promise<void> => {
  for (let number = 0; number < count; number += 1)
    await jobs.queue({ lane, expiresAt: monday + 90 * day_ms })
}

describe('a card’s caps', () => {
  test('of an hour hold advertising and keep half of themselves for replies', async () => {
    await card({ perHour: 10 })
    await many(12)
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(5)
    await many(7, 'reply')
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(10)
    jobs.pass(hour_ms + 10_000)
    await jobs.pump.idle()
    // Two replies that had waited, then advertising up to its half.
    expect(jobs.submitted).toHaveLength(15)
  })

  test('of a month end with the month', async () => {
    await card({ perMonth: 6 })
    await many(5)
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(3)
    expect(jobs.pump.nextInstant()).toBe(Date.UTC(2026, 10, 30, 21, 0))
    jobs.pass(20 * day_ms)
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(5)
  })

  test('are counted over a restart', async () => {
    await card({ perMinute: 4 })
    await many(6)
    await jobs.pump.idle()
    await jobs.crash()
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(4)
  })

  test('are not given anew by a clock set back', async () => {
    await card({ perHour: 4 })
    await many(6)
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(2)
    jobs.time.now -= 30 * minute_ms
    await many(4)
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(2)
  })

  test('of the card it replaced count for it too: one number, one history', async () => {
    await card({ perDay: 6 })
    await many(4)
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(3)
    jobs.script.sim = '250990000000777'
    await jobs.store.write((tx) => {
      const before = tx.first(sql.selectFrom('sim').selectAll().where('imsi', '=', imsi))
      const fresh = seeSim(
        tx,
        { imsi: jobs.script.sim, imei: null, operator: null, number: null },
        monday,
        'real',
      )
      tx.run(
        sql
          .updateTable('sim')
          .set({ role: 'main', replaces_id: before?.id ?? 0, terms: before?.terms ?? '' })
          .where('id', '=', fresh.id),
      )
    })
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(3)
  })
})

describe('the pace', () => {
  test('of reminders and advertising leaves a pause between two parts, of replies none', async () => {
    await card({ pauseMin_ms: 4000, pauseMax_ms: 4000 })
    await many(2)
    await many(2, 'reply')
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(3)
    expect(jobs.pump.nextInstant()).toBe(monday + 4000)
    jobs.pass(4000)
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(4)
  })
})

describe('the money on a card', () => {
  test('below its reserve lets only replies and confirmations leave', async () => {
    await card(
      { price_kop: 250, reserve_kop: 3000 },
      { balance_kop: 3600, balance_at: monday, balance_sent: 0 },
    )
    await many(5)
    await jobs.pump.idle()
    // 36 rubles: at 33,50 and 31,00 the next would go below 30.
    expect(jobs.submitted).toHaveLength(2)
    await many(2, 'reply')
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(4)
  })

  test('holds nothing back while the price of a part is not known', async () => {
    await card(
      { price_kop: null, reserve_kop: 3000 },
      { balance_kop: 100, balance_at: monday, balance_sent: 0 },
    )
    await many(3)
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(3)
  })
})

describe('what a card has sent', () => {
  const used = () => jobs.store.read.first(sql.selectFrom('sim_usage').select('parts'))?.parts
  const once = async (answer: typeof jobs.script.answer) => {
    await card({})
    jobs.script.answer = answer
    await many(1, 'reply')
    await jobs.pump.idle()
    return simOf(jobs.store.read, imsi)
  }

  test('is what the network took', async () => {
    expect(await once(() => accepted(1))).toMatchObject({ sent: 1, sent_at: monday })
    expect(used()).toBe(1)
  })

  test('is what it may have taken', async () => {
    expect(await once(() => uncertain)).toMatchObject({ sent: 1, sent_at: monday })
  })

  test('is what was on its way when the program broke off', async () => {
    await card({})
    let end = (): void => undefined
    jobs.script.answer = () =>
      new Promise((resolve) => {
        end = () => resolve(unsent)
      })
    await many(1, 'reply')
    jobs.pump.wake()
    await vi.waitUntil(() => jobs.submitted.length === 1)
    const old = jobs.pump
    await jobs.crash()
    expect(simOf(jobs.store.read, imsi)).toMatchObject({ sent: 1, sent_at: monday })
    end()
    await old.stop()
  })

  test('is not what was refused or never left, though its caps count the try', async () => {
    expect(await once(() => refused('permanent'))).toMatchObject({ sent: 0, sent_at: null })
    expect(used()).toBe(1)
    expect(await once(() => unsent)).toMatchObject({ sent: 0, sent_at: null })
    expect(used()).toBe(2)
  })
})
