import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Failure } from '../../../src/main/app/calls/failure.ts'
import { resolveUncertain } from '../../../src/main/app/messages/resolve.ts'
import { sql } from '../../../src/main/app/ports/sql.ts'
import { accepted, hour_ms, type Jobs, openJobs, reportOf, uncertain } from '../../jobs/kit.ts'

let jobs: Jobs

beforeEach(async () => {
  jobs = await openJobs()
})

afterEach(async () => {
  await jobs.close()
})

const phone = '+79161234567'
const long = 'Длинный текст. '.repeat(8)

const lose = async (text = 'важное'): Promise<number> => {
  jobs.script.answer = () => uncertain
  const id = await jobs.queue({ to: phone, text })
  await jobs.pump.idle()
  jobs.script.answer = (_sent, times) => accepted(times)
  return id
}

const resolve = async (id: number, as: 'arrived' | 'resend' | 'drop') => {
  const settled = await jobs.store.write((tx) => resolveUncertain(tx, { id, as }, 1, jobs.time.now))
  await jobs.pump.idle()
  return settled instanceof Failure ? settled.error.code : 'settled'
}

const messages = () =>
  jobs.store.read.all(sql.selectFrom('message').select(['id', 'status', 'reason']).orderBy('id'))

describe('a message that nobody knows about', () => {
  test('settled as arrived is delivered, sends nothing, and cannot be settled again', async () => {
    const id = await lose()
    expect(await resolve(id, 'arrived')).toBe('settled')
    expect(messages()).toMatchObject([{ status: 'delivered', reason: 'person:arrived' }])
    expect(await resolve(id, 'resend')).toBe('message.not-uncertain')
    expect(jobs.submitted).toHaveLength(1)
  })

  test('is sent once more, as another message, and not a third time', async () => {
    const id = await lose()
    await resolve(id, 'resend')
    expect(jobs.submitted.map((sent) => sent.text)).toEqual(['важное', 'важное'])
    expect(messages()).toMatchObject([{ status: 'dropped', reason: 'person:resent' }, { status: 'sent' }])
    expect(await resolve(id, 'resend')).toBe('message.not-uncertain')
    jobs.pass(hour_ms)
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(2)
  })

  test('is let be: a late report of it changes nothing', async () => {
    const id = await lose()
    await resolve(id, 'drop')
    await jobs.inbox.report(reportOf(9, phone), null)
    expect(messages()).toMatchObject([{ status: 'dropped', reason: 'person:dropped' }])
  })

  test('of two parts is sent once more whole, and the rest of the first never', async () => {
    const id = await lose(long)
    expect(jobs.parts(id).map((part) => part.status)).toEqual(['uncertain', 'ready'])
    await resolve(id, 'resend')
    expect(jobs.submitted).toHaveLength(3)
    expect(jobs.parts(id).map((part) => part.status)).toEqual(['failed', 'failed'])
  })

  test('that is not there is not settled', async () => {
    expect(await resolve(999, 'drop')).toBe('not-found')
  })
})
