import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../../src/main/app/ports/sql.ts'
import { hour_ms, type Jobs, minute_ms, openJobs } from './kit.ts'

let jobs: Jobs

beforeEach(async () => {
  jobs = await openJobs()
})

afterEach(async () => {
  await jobs.close()
})

const long = 'Длинный текст. '.repeat(8)

describe('limits', () => {
  const settle = async (other: Parameters<typeof openJobs>[0]): Promise<void> => {
    await jobs.close()
    jobs = await openJobs(other)
  }

  test('reminders wait for the morning, replies do not', async () => {
    jobs.time.now = Date.UTC(2026, 10, 16, 19, 0)
    await jobs.queue({ lane: 'reminder' })
    await jobs.queue({ lane: 'reply', text: 'ответ' })
    await jobs.pump.idle()
    expect(jobs.submitted.map((sent) => sent.text)).toEqual(['ответ'])
    expect(jobs.pump.nextInstant()).toBe(Date.UTC(2026, 10, 17, 6, 0))
    jobs.pass(11 * hour_ms)
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(2)
  })

  test('advertising keeps to the pace of a minute', async () => {
    await settle({ smsPerMinute: 3 })
    for (let number = 0; number < 5; number += 1) await jobs.queue({ lane: 'campaign' })
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(3)
    jobs.pass(minute_ms + 10_000)
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(5)
  })

  test('reminders leave the reserve of the day to replies and confirmations', async () => {
    await settle({ smsPerDay: 10, smsPerMinute: 600 })
    for (let number = 0; number < 12; number += 1) await jobs.queue({ lane: 'reminder' })
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(5)
    for (let number = 0; number < 12; number += 1) await jobs.queue({ lane: 'confirmation' })
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(10)
    expect(jobs.pump.nextInstant()).toBe(Date.UTC(2026, 10, 16, 21, 0))
    jobs.pass(13 * hour_ms)
    await jobs.pump.idle()
    expect(jobs.submitted.length).toBeGreaterThan(10)
  })

  test('parts are counted against the SIM on the day they are submitted', async () => {
    await jobs.queue({ text: long })
    await jobs.pump.idle()
    expect(jobs.store.read.all(sql.selectFrom('sim_usage').selectAll())).toEqual([
      { sim: '250990000000001', day: '2026-11-16', parts: 2 },
    ])
  })
})
