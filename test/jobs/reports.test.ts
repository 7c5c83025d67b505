import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../../src/main/app/ports/sql.ts'
import { seeSim } from '../../src/main/app/sims/sims.ts'
import { accepted, hour_ms, type Jobs, minute_ms, monday, openJobs, reportOf, uncertain } from './kit.ts'

let jobs: Jobs

beforeEach(async () => {
  jobs = await openJobs({ smsPerDay: 10_000 })
})

afterEach(async () => {
  await jobs.close()
})

const long = 'Длинный текст. '.repeat(8)
const phone = '+79161234567'

const sent = async (reference: number, to = phone): Promise<number> => {
  jobs.script.answer = () => accepted(reference)
  const id = await jobs.queue({ to })
  await jobs.pump.idle()
  return id
}

const uncertainTo = async (to: string, text?: string): Promise<number> => {
  jobs.script.answer = () => uncertain
  const id = await jobs.queue({ to, ...(text === undefined ? {} : { text }) })
  await jobs.pump.idle()
  return id
}

const reportRows = () => jobs.store.read.all(sql.selectFrom('report').selectAll().orderBy('id'))

describe('a delivery report', () => {
  test('with the reference and number of a part delivers it and its message', async () => {
    const id = await sent(17)
    await jobs.inbox.report(reportOf(17, phone), null)
    expect(jobs.parts(id)[0]).toMatchObject({ status: 'delivered', report_status: 0, reported_at: monday })
    expect(jobs.message(id)).toMatchObject({ status: 'delivered', done_at: monday })
  })

  test('written by the network with 8 for +7 is of the same number', async () => {
    const id = await sent(17)
    await jobs.inbox.report(reportOf(17, '89161234567'), null)
    expect(jobs.message(id)?.status).toBe('delivered')
  })

  test('of another number with the same reference is not taken', async () => {
    const id = await sent(17)
    await jobs.inbox.report(reportOf(17, '+79169999999'), null)
    expect(jobs.message(id)?.status).toBe('sent')
    expect(reportRows()).toMatchObject([{ part_id: null }])
  })

  test('that comes twice counts once', async () => {
    await sent(17)
    const report = reportOf(17, phone)
    await jobs.inbox.report(report, null)
    const second = await sent(17)
    await jobs.inbox.report(report, null)
    expect(jobs.message(second)?.status).toBe('sent')
    expect(reportRows()).toHaveLength(1)
  })

  test('is of the newest part where the reference has come round', async () => {
    const old = await sent(17)
    const fresh = await sent(17)
    await jobs.inbox.report(reportOf(17, phone), null)
    expect([jobs.message(old)?.status, jobs.message(fresh)?.status]).toEqual(['sent', 'delivered'])
    await jobs.inbox.report(reportOf(17, phone), null)
    expect(jobs.message(old)?.status).toBe('delivered')
  })

  test('after 255 sends to as many others still finds its part', async () => {
    const first = await sent(250)
    for (let number = 0; number < 255; number += 1) await sent((251 + number) % 256, jobs.to(number))
    await jobs.inbox.report(reportOf(250, phone), null)
    expect(jobs.message(first)?.status).toBe('delivered')
  })

  test('of a part of four days ago is about no part any more', async () => {
    const id = await sent(17)
    jobs.time.now += 96 * hour_ms
    await jobs.inbox.report(reportOf(17, phone), null)
    expect(jobs.message(id)?.status).toBe('sent')
  })

  test('that failed fails the message with the network’s reason', async () => {
    const id = await sent(17)
    await jobs.inbox.report(reportOf(17, phone, { outcome: 'failed', status: 0x46 }), null)
    expect(jobs.message(id)).toMatchObject({ status: 'failed', reason: 'report:70' })
  })

  test('that is pending changes nothing; the final one after it delivers', async () => {
    const id = await sent(17)
    await jobs.inbox.report(reportOf(17, phone, { outcome: 'pending', status: 0x30 }), null)
    expect(jobs.message(id)?.status).toBe('sent')
    await jobs.inbox.report(reportOf(17, phone), null)
    expect(jobs.message(id)?.status).toBe('delivered')
  })

  test('that nobody understands is kept', async () => {
    await jobs.inbox.report(reportOf(3, '', { outcome: 'unknown', status: 0x7f }), null)
    expect(reportRows()).toMatchObject([{ outcome: 'unknown', part_id: null }])
  })

  test('that overtakes the answer to its own submit is not lost', async () => {
    const id = await jobs.queue({ to: phone })
    jobs.script.answer = async () => {
      await jobs.inbox.report(reportOf(44, phone), null)
      return accepted(44)
    }
    await jobs.pump.idle()
    expect(jobs.message(id)?.status).toBe('delivered')
  })
})

describe('a report is of the card it came to', () => {
  const own = '250990000000001'
  const other = '250010000000002'

  test('and not of a part that another card sent with the same reference to the same number', async () => {
    const first = await sent(17)
    jobs.script.sim = other
    const second = await sent(17)
    await jobs.inbox.report(reportOf(17, phone), own)
    expect([jobs.message(first)?.status, jobs.message(second)?.status]).toEqual(['delivered', 'sent'])
  })

  test('or of the card that was issued in its place', async () => {
    const id = await sent(17)
    await jobs.store.write((tx) => {
      const before = seeSim(tx, { imsi: own, imei: null, operator: null, number: null }, monday, 'real')
      const fresh = seeSim(tx, { imsi: other, imei: null, operator: null, number: null }, monday, 'real')
      tx.run(sql.updateTable('sim').set({ replaces_id: before.id }).where('id', '=', fresh.id))
    })
    await jobs.inbox.report(reportOf(17, phone), other)
    expect(jobs.message(id)?.status).toBe('delivered')
  })

  test('so that one of another card settles nothing uncertain', async () => {
    const id = await uncertainTo(phone)
    await jobs.inbox.report(reportOf(99, phone), other)
    expect(jobs.message(id)?.status).toBe('uncertain')
  })
})

describe('of two parts with one reference to one number', () => {
  test('a report stamped before the newer was submitted is of the older', async () => {
    const old = await sent(17)
    jobs.time.now += 2 * hour_ms
    const fresh = await sent(17)
    await jobs.inbox.report(reportOf(17, phone, { sentAt: monday }), null)
    expect([jobs.message(old)?.status, jobs.message(fresh)?.status]).toEqual(['delivered', 'sent'])
  })

  test('a report whose stamp fits neither is of the newest unreported one', async () => {
    const old = await sent(17)
    const fresh = await sent(17)
    await jobs.inbox.report(reportOf(17, phone, { sentAt: monday - 3 * hour_ms }), null)
    expect([jobs.message(old)?.status, jobs.message(fresh)?.status]).toEqual(['sent', 'delivered'])
  })
})

test('a part whose reference only the card’s «sent» mark replaces is found by its number and time', async () => {
  jobs.script.answer = () => ({ kind: 'accepted', reference: null })
  const id = await jobs.queue({ to: phone })
  await jobs.pump.idle()
  await jobs.inbox.report(reportOf(201, phone), null)
  expect(jobs.message(id)?.status).toBe('delivered')
})

describe('a report and an uncertain part', () => {
  test('to the same number at that time: it had arrived', async () => {
    const id = await uncertainTo(phone)
    await jobs.inbox.report(reportOf(99, phone), null)
    expect(jobs.parts(id)[0]).toMatchObject({ status: 'delivered', reference: 99 })
    expect(jobs.message(id)?.status).toBe('delivered')
  })

  test('even a pending one proves that the network took it', async () => {
    const id = await uncertainTo(phone)
    await jobs.inbox.report(reportOf(99, phone, { outcome: 'pending', status: 0x30 }), null)
    expect(jobs.message(id)?.status).toBe('sent')
  })

  test('a report of an hour before or after is not about it', async () => {
    const id = await uncertainTo(phone)
    await jobs.inbox.report(reportOf(99, phone, { sentAt: monday - hour_ms }), null)
    expect(jobs.message(id)?.status).toBe('uncertain')
  })

  test('a report that comes while another part to that number is under way waits for that one', async () => {
    const lost = await uncertainTo(phone)
    const next = await jobs.queue({ to: phone })
    jobs.script.answer = async () => {
      await jobs.inbox.report(reportOf(45, phone), null)
      return accepted(45)
    }
    await jobs.pump.idle()
    expect(jobs.message(next)?.status).toBe('delivered')
    expect(jobs.message(lost)?.status).toBe('uncertain')
  })

  test('a report that came before the answer did not: it arrived after all', async () => {
    const id = await jobs.queue({ to: phone })
    jobs.script.answer = async () => {
      await jobs.inbox.report(reportOf(46, phone), null)
      return uncertain
    }
    await jobs.pump.idle()
    expect(jobs.message(id)?.status).toBe('delivered')
  })

  test('the first of two: once it is known to have arrived, the second follows by itself', async () => {
    const id = await uncertainTo(phone, long)
    jobs.script.answer = () => accepted(100)
    await jobs.inbox.report(reportOf(99, phone), null)
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(2)
    expect(jobs.parts(id).map((part) => part.status)).toEqual(['delivered', 'accepted'])
    await jobs.inbox.report(reportOf(100, phone), null)
    expect(jobs.message(id)?.status).toBe('delivered')
  })
})

describe('a report in the middle of a long message', () => {
  test('does not disturb the parts that follow', async () => {
    const id = await jobs.queue({ to: phone, text: long.repeat(2) })
    jobs.script.answer = async (_sent, times) => {
      if (times > 0) await jobs.inbox.report(reportOf(times - 1, phone), null)
      return accepted(times)
    }
    await jobs.pump.idle()
    const total = jobs.parts(id).length
    expect(total).toBeGreaterThan(2)
    expect(jobs.submitted).toHaveLength(total)
    expect(jobs.message(id)?.status).toBe('sent')
    await jobs.inbox.report(reportOf(total - 1, phone), null)
    expect(jobs.message(id)?.status).toBe('delivered')
  })

  test('of a failed part fails the message and stops the rest', async () => {
    const id = await jobs.queue({ to: phone, text: long.repeat(2) })
    jobs.script.answer = async (_sent, times) => {
      if (times === 1) await jobs.inbox.report(reportOf(0, phone, { outcome: 'failed', status: 0x46 }), null)
      return accepted(times)
    }
    await jobs.pump.idle()
    expect(jobs.message(id)?.status).toBe('failed')
    expect(jobs.submitted).toHaveLength(2)
  })
})

test('a message that a person settled is not changed by a late report', async () => {
  const id = await uncertainTo(phone)
  await jobs.store.write((tx) =>
    tx.run(
      sql.updateTable('message').set({ status: 'dropped', reason: 'person:dropped' }).where('id', '=', id),
    ),
  )
  jobs.pass(minute_ms)
  await jobs.inbox.report(reportOf(99, phone), null)
  expect(jobs.message(id)).toMatchObject({ status: 'dropped', reason: 'person:dropped' })
})
