import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { accepted, hour_ms, type Jobs, openJobs, reportOf, uncertain } from './kit.ts'

let jobs: Jobs

beforeEach(async () => {
  jobs = await openJobs()
})

afterEach(async () => {
  await jobs.close()
})

const phone = '+79161234567'
const card = '250990000000001'
const long = 'Длинный текст. '.repeat(8)

const uncertainTo = async (text?: string): Promise<{ id: number; pdu: string }> => {
  jobs.script.answer = () => uncertain
  const id = await jobs.queue({ to: phone, ...(text === undefined ? {} : { text }) })
  await jobs.pump.idle()
  const pdu = jobs.parts(id)[0]?.pdu
  if (pdu === undefined) throw new Error('no part')
  jobs.script.answer = (_sent, times) => accepted(times)
  return { id, pdu }
}

describe('what the card kept of an uncertain part', () => {
  test('with the «sent» mark is proof that it left; its report finds it', async () => {
    const { id, pdu } = await uncertainTo()
    await jobs.inbox.leftover({ pdu, sent: true }, card)
    expect(jobs.message(id)).toMatchObject({ status: 'sent', reason: null })
    await jobs.inbox.report(reportOf(99, phone), card)
    expect(jobs.message(id)?.status).toBe('delivered')
  })

  test('without it is told to a person, who still decides', async () => {
    const { id, pdu } = await uncertainTo()
    await jobs.inbox.leftover({ pdu, sent: false }, card)
    expect(jobs.message(id)).toMatchObject({ status: 'uncertain', reason: 'stored-unsent' })
    jobs.pass(hour_ms)
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(1)
  })

  test('with the mark lets the rest of its message follow', async () => {
    const { id, pdu } = await uncertainTo(long)
    await jobs.inbox.leftover({ pdu, sent: true }, card)
    await jobs.pump.idle()
    expect(jobs.message(id)?.status).toBe('sent')
    expect(jobs.submitted).toHaveLength(2)
  })

  test('after a crash in the middle of the submit settles it too', async () => {
    jobs.script.answer = () => new Promise(() => undefined)
    const id = await jobs.queue({ to: phone })
    jobs.pump.wake()
    while (jobs.submitted.length === 0) await new Promise((next) => setImmediate(next))
    await jobs.crash()
    await jobs.inbox.leftover({ pdu: jobs.parts(id)[0]?.pdu ?? '', sent: true }, card)
    expect(jobs.message(id)?.status).toBe('sent')
  })

  test('settles nothing of another card, of other octets, or of a part that is settled', async () => {
    const { id, pdu } = await uncertainTo()
    await jobs.inbox.leftover({ pdu, sent: true }, '250010000000002')
    await jobs.inbox.leftover({ pdu: `${pdu}00`, sent: true }, card)
    expect(jobs.message(id)?.status).toBe('uncertain')
    await jobs.inbox.leftover({ pdu, sent: true }, card)
    await jobs.inbox.leftover({ pdu, sent: false }, card)
    expect(jobs.message(id)).toMatchObject({ status: 'sent', reason: null })
  })
})
