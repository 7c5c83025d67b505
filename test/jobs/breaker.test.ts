import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../../src/main/app/ports/sql.ts'
import { accepted, hour_ms, type Jobs, minute_ms, openJobs, refused, uncertain } from './kit.ts'

let jobs: Jobs

beforeEach(async () => {
  jobs = await openJobs({ smsPerDay: 10_000, smsPerMinute: 600 })
})

afterEach(async () => {
  await jobs.close()
})

const long = 'Длинный текст. '.repeat(8)
const many = async (count: number): Promise<void> => {
  for (let number = 0; number < count; number += 1) await jobs.queue()
}
const sim = '250990000000001'

describe('the breaker', () => {
  test('says why it rests and for how long', async () => {
    await many(8)
    jobs.script.answer = () => refused('later', 38)
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(5)
    expect(jobs.rests).toEqual([{ sim, why: 'refusals', code: 38 }])
    expect(jobs.pump.state(sim).rest).toMatchObject({ why: 'refusals', code: 38, left_ms: 2 * minute_ms })
  })

  test('tries one part after its rest, and rests longer when that is refused', async () => {
    await many(8)
    jobs.script.answer = () => refused('later', 38)
    await jobs.pump.idle()
    jobs.pass(2 * minute_ms)
    expect(jobs.pump.state(sim).probing).toBe(true)
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(6)
    expect(jobs.pump.state(sim).rest?.left_ms).toBe(4 * minute_ms)
  })

  test('lets everything go on once the trial is taken', async () => {
    await many(8)
    jobs.script.answer = (_sent, times) => (times < 6 ? refused('later', 38) : accepted(times % 256))
    await jobs.pump.idle()
    jobs.pass(2 * minute_ms)
    await jobs.pump.idle()
    jobs.pass(4 * minute_ms)
    await jobs.pump.idle()
    expect(jobs.pump.state(sim)).toEqual({ rest: null, probing: false })
    expect(
      jobs.store.read.all(sql.selectFrom('message').select('status').where('status', '=', 'queued')),
    ).toEqual([])
  })

  test('of one card does not rest another', async () => {
    await many(6)
    jobs.script.answer = () => refused('later', 38)
    await jobs.pump.idle()
    jobs.script.sim = '250010000000002'
    jobs.script.answer = (_sent, times) => accepted(times % 256)
    await jobs.pump.idle()
    expect(jobs.submitted.length).toBeGreaterThan(5)
  })
})

describe('parts that belong together', () => {
  const tornAfter = async (wait_ms: number): Promise<number> => {
    const id = await jobs.queue({ text: long })
    jobs.script.answer = (_sent, times) => {
      if (times === 0) jobs.script.phase = 'lost'
      return accepted(times)
    }
    await jobs.pump.idle()
    jobs.script.phase = 'ready'
    jobs.pass(wait_ms)
    await jobs.pump.idle()
    return id
  }

  test('follow one another within the minutes in which a phone joins them', async () => {
    const id = await tornAfter(7 * minute_ms)
    expect(jobs.message(id)?.status).toBe('sent')
  })

  test('are not sent alone after that: the message failed, and says so', async () => {
    const id = await tornAfter(9 * minute_ms)
    expect(jobs.submitted).toHaveLength(1)
    expect(jobs.message(id)).toMatchObject({ status: 'failed', reason: 'torn' })
    expect(jobs.parts(id).map((part) => part.status)).toEqual(['accepted', 'failed'])
  })

  test('are tried again within a minute where a refusal alone would wait longer', async () => {
    const id = await jobs.queue({ text: long })
    jobs.script.answer = (_sent, times) => (times >= 1 && times <= 4 ? refused('later') : accepted(times))
    await jobs.pump.idle()
    for (let times = 0; times < 6; times += 1) {
      jobs.pass(minute_ms)
      await jobs.pump.idle()
    }
    expect(jobs.message(id)?.status).toBe('sent')
  })

  test('go before other messages that wait', async () => {
    const id = await jobs.queue({ text: long })
    jobs.script.answer = (_sent, times) => (times === 1 ? refused('soon') : accepted(times))
    await jobs.pump.idle()
    await many(3)
    jobs.pass(5000)
    await jobs.pump.idle()
    expect(jobs.parts(id).at(1)?.status).toBe('accepted')
    expect(jobs.submitted.at(2)?.part.pdu).toBe(jobs.submitted.at(1)?.part.pdu)
  })

  test('wait for their own card: another does not send the rest', async () => {
    const id = await jobs.queue({ text: long })
    jobs.script.answer = (_sent, times) => {
      if (times === 0) jobs.script.sim = '250010000000002'
      return accepted(times)
    }
    await jobs.pump.idle()
    jobs.pass(minute_ms)
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(1)
    jobs.script.sim = sim
    jobs.pass(minute_ms)
    await jobs.pump.idle()
    expect(jobs.message(id)?.status).toBe('sent')
  })
})

test('a part that one card left uncertain is never sent by another', async () => {
  const id = await jobs.queue()
  jobs.script.answer = () => uncertain
  await jobs.pump.idle()
  jobs.script.sim = '250010000000002'
  jobs.pass(hour_ms)
  await jobs.pump.idle()
  expect(jobs.submitted).toHaveLength(1)
  expect(jobs.message(id)?.status).toBe('uncertain')
})

test('what went wrong with a part is kept for a person, without its number and text', async () => {
  await jobs.queue({ to: '+79161234567', text: 'Тайна' })
  jobs.script.answer = () => refused('permanent', 28)
  await jobs.pump.idle()
  const events = jobs.store.read.all(sql.selectFrom('modem_event').selectAll())
  expect(events).toMatchObject([{ kind: 'refused' }])
  expect(events[0]?.details).toContain('"code":28')
  expect(events[0]?.details).not.toMatch(/9161234567|Тайна/)
})
