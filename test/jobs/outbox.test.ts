import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { writeSetting } from '../../src/main/app/office/office-book.ts'
import type { SubmitOutcome } from '../../src/main/app/ports/modem.ts'
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

let jobs: Jobs

beforeEach(async () => {
  jobs = await openJobs()
})

afterEach(async () => {
  await jobs.close()
})

const long = 'Длинный текст. '.repeat(8)

describe('the outbox sends', () => {
  test('replies before confirmations before reminders before advertising', async () => {
    for (const lane of ['campaign', 'reminder', 'confirmation', 'reply'] as const)
      await jobs.queue({ lane, text: lane })
    await jobs.pump.idle()
    expect(jobs.submitted.map((sent) => sent.text)).toEqual(['reply', 'confirmation', 'reminder', 'campaign'])
  })

  test('a part only after it is marked «submitting» on disk', async () => {
    const id = await jobs.queue()
    const seen: (string | undefined)[] = []
    jobs.script.answer = () => {
      seen.push(jobs.parts(id)[0]?.status)
      return accepted(7)
    }
    await jobs.pump.idle()
    expect(seen).toEqual(['submitting'])
    expect(jobs.parts(id)[0]).toMatchObject({ status: 'accepted', reference: 7 })
    expect(jobs.message(id)).toMatchObject({ status: 'sent', text: 'текст 1' })
  })

  test('what was accepted is stored in the write that marks the next', async () => {
    const first = await jobs.queue()
    const second = await jobs.queue()
    const seen: unknown[] = []
    jobs.script.answer = (_sent, times) => {
      if (times === 1) seen.push(jobs.parts(first)[0]?.status, jobs.parts(second)[0]?.status)
      return accepted(times)
    }
    await jobs.pump.idle()
    expect(seen).toEqual(['accepted', 'submitting'])
  })

  test('a long text part after part, the message sent with the last', async () => {
    const id = await jobs.queue({ text: long })
    const during: unknown[] = []
    jobs.script.answer = (_sent, times) => {
      during.push(jobs.message(id)?.status)
      return accepted(times)
    }
    await jobs.pump.idle()
    expect(during).toEqual(['sending', 'sending'])
    expect(jobs.message(id)).toMatchObject({ status: 'sent', parts: 2 })
  })

  test('nothing while the modem is not ready, and all of it when it is', async () => {
    jobs.script.phase = 'searching'
    await jobs.queue()
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(0)
    jobs.script.phase = 'ready'
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(1)
  })

  test('nothing while a person holds the queue', async () => {
    await jobs.store.write((tx) => writeSetting(tx, 'hold', { by: 1, at: monday }))
    await jobs.queue()
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(0)
  })

  test('a message not before its time', async () => {
    await jobs.queue({ notBefore: monday + hour_ms })
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(0)
    expect(jobs.pump.nextInstant()).toBe(monday + hour_ms)
    jobs.pass(hour_ms)
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(1)
  })

  test('nothing that is no longer worth it: dropped with its reason', async () => {
    const id = await jobs.queue({ expiresAt: monday })
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(0)
    expect(jobs.message(id)).toMatchObject({ status: 'dropped', reason: 'expired', done_at: monday })
  })

  test('a hundred dropped messages do not keep the one behind them waiting', async () => {
    for (let number = 0; number < 100; number += 1) await jobs.queue({ expiresAt: monday })
    await jobs.queue({ text: 'живой' })
    await jobs.pump.idle()
    expect(jobs.submitted.map((sent) => sent.text)).toEqual(['живой'])
  })

  test('nothing to a number that cannot be dialled: failed, and the queue goes on', async () => {
    const bad = await jobs.queue({ to: 'BANK' })
    await jobs.queue({ text: 'дальше' })
    await jobs.pump.idle()
    expect(jobs.message(bad)).toMatchObject({ status: 'failed', reason: 'bad-address' })
    expect(jobs.submitted.map((sent) => sent.text)).toEqual(['дальше'])
  })
})

describe('a refusal', () => {
  test.each(['permanent', 'our-bug'] as const)(
    '«%s» ends the message, and the queue goes on',
    async (kind) => {
      const bad = await jobs.queue()
      await jobs.queue({ text: 'дальше' })
      jobs.script.answer = (_sent, times) => (times === 0 ? refused(kind, 1) : accepted(times))
      await jobs.pump.idle()
      expect(jobs.message(bad)).toMatchObject({ status: 'failed', reason: `${kind}:1` })
      expect(jobs.submitted).toHaveLength(2)
    },
  )

  test('of the first of two parts leaves the second unsent', async () => {
    const id = await jobs.queue({ text: long })
    jobs.script.answer = () => refused('permanent')
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(1)
    expect(jobs.parts(id).map((part) => part.status)).toEqual(['failed', 'failed'])
  })

  describe('that was seen to pass', () => {
    const passing = (code: number): SubmitOutcome => ({
      kind: 'rejected',
      class: 'permanent',
      code,
      text: '',
      once: true,
    })

    test('is tried once more after half a minute, and it leaves', async () => {
      const id = await jobs.queue()
      jobs.script.answer = (_sent, times) => (times === 0 ? passing(27) : accepted(5))
      await jobs.pump.idle()
      expect(jobs.message(id)?.status).toBe('queued')
      jobs.pass(30_000)
      await jobs.pump.idle()
      expect(jobs.message(id)?.status).toBe('sent')
    })

    test('and does not pass is believed at the second time', async () => {
      const id = await jobs.queue()
      jobs.script.answer = (_sent, times) => passing(times === 0 ? 127 : 21)
      for (let times = 0; times < 5; times += 1) {
        await jobs.pump.idle()
        jobs.pass(minute_ms)
      }
      expect(jobs.submitted).toHaveLength(2)
      expect(jobs.message(id)).toMatchObject({ status: 'failed', reason: 'permanent:21' })
    })

    test('is tried once for each part of a message', async () => {
      const id = await jobs.queue({ text: long })
      jobs.script.answer = (_sent, times) => (times % 2 === 0 ? passing(21) : accepted(times))
      for (let times = 0; times < 5; times += 1) {
        await jobs.pump.idle()
        jobs.pass(minute_ms)
      }
      expect(jobs.message(id)?.status).toBe('sent')
      expect(jobs.submitted).toHaveLength(4)
    })
  })

  test('«soon» is tried again three times in all', async () => {
    const id = await jobs.queue()
    jobs.script.answer = () => refused('soon')
    for (let times = 0; times < 6; times += 1) {
      await jobs.pump.idle()
      jobs.pass(5000)
    }
    expect(jobs.submitted).toHaveLength(3)
    expect(jobs.message(id)).toMatchObject({ status: 'failed' })
  })

  test('«later» waits half a minute, one, two …, the same octets each time', async () => {
    const id = await jobs.queue()
    jobs.script.answer = (_sent, times) => (times < 2 ? refused('later') : accepted(5))
    await jobs.pump.idle()
    jobs.pass(29_000)
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(1)
    jobs.pass(1000)
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(2)
    jobs.pass(minute_ms)
    await jobs.pump.idle()
    expect(jobs.message(id)).toMatchObject({ status: 'sent', attempts: 2 })
    expect(new Set(jobs.submitted.map((sent) => sent.part.pdu)).size).toBe(1)
  })

  test('of one number never holds the others', async () => {
    const bad = jobs.to(9999)
    await jobs.queue({ to: bad })
    for (let number = 0; number < 5; number += 1) await jobs.queue()
    jobs.script.answer = (sent, times) => (sent.to === bad ? refused('later') : accepted(times))
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(6)
  })

  test('of five different numbers in a row rests the queue, then it goes on', async () => {
    for (let number = 0; number < 8; number += 1) await jobs.queue()
    jobs.script.answer = (_sent, times) => (times < 5 ? refused('later') : accepted(times))
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(5)
    jobs.pass(2 * minute_ms)
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(8 + 5)
  })

  test('of the same number five times does not rest the queue', async () => {
    for (let number = 0; number < 6; number += 1) await jobs.queue({ to: jobs.to(1) })
    jobs.script.answer = () => refused('permanent')
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(6)
  })

  test('«barred» rests the queue for five minutes and loses nothing', async () => {
    const id = await jobs.queue()
    await jobs.queue()
    jobs.script.answer = (_sent, times) => (times === 0 ? refused('barred') : accepted(times))
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(1)
    jobs.pass(5 * minute_ms)
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(2)
    jobs.pass(minute_ms)
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(3)
    expect(jobs.message(id)?.status).toBe('sent')
  })

  test('«barred» of one number every time does not keep even less urgent messages from leaving', async () => {
    const bad = jobs.to(9999)
    await jobs.queue({ to: bad, lane: 'reply' })
    for (let number = 0; number < 3; number += 1) await jobs.queue({ lane: 'reminder' })
    jobs.script.answer = (sent, times) => (sent.to === bad ? refused('barred') : accepted(times))
    await jobs.pump.idle()
    expect(jobs.submitted.map((sent) => sent.to)).toEqual([bad])
    jobs.pass(5 * minute_ms)
    await jobs.pump.idle()
    expect(jobs.submitted.filter((sent) => sent.to !== bad)).toHaveLength(3)
  })

  test('«device» of one message every time does not keep the others from leaving', async () => {
    const bad = jobs.to(9999)
    await jobs.queue({ to: bad })
    for (let number = 0; number < 3; number += 1) await jobs.queue()
    jobs.script.answer = (sent, times) => (sent.to === bad ? refused('device') : accepted(times))
    for (let times = 0; times < 10; times += 1) {
      await jobs.pump.idle()
      jobs.pass(10_000)
    }
    expect(jobs.submitted.filter((sent) => sent.to !== bad)).toHaveLength(3)
    expect(jobs.submitted.filter((sent) => sent.to === bad).length).toBeLessThan(6)
  })

  test('and a text that is no longer true is written anew, for nothing of it had left', async () => {
    const id = await jobs.queue()
    jobs.script.answer = (_sent, times) => (times === 0 ? refused('later') : accepted(times))
    await jobs.pump.idle()
    jobs.rendering.render = () => ({ text: 'новый' })
    jobs.pass(minute_ms)
    await jobs.pump.idle()
    expect(jobs.submitted.map((sent) => sent.text)).toEqual(['текст 1', 'новый'])
    expect(jobs.message(id)).toMatchObject({ status: 'sent', text: 'новый' })
  })

  test('and a message no longer worth sending is dropped at the next try', async () => {
    const id = await jobs.queue()
    jobs.script.answer = () => refused('later')
    await jobs.pump.idle()
    jobs.rendering.render = () => ({ drop: 'paid' })
    jobs.pass(minute_ms)
    await jobs.pump.idle()
    expect(jobs.message(id)).toMatchObject({ status: 'dropped', reason: 'paid' })
  })
})

describe('what nobody knows', () => {
  test('is uncertain and never sent again by itself', async () => {
    const id = await jobs.queue()
    jobs.script.answer = () => uncertain
    await jobs.pump.idle()
    jobs.pass(hour_ms)
    await jobs.pump.idle()
    await jobs.crash()
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(1)
    expect(jobs.message(id)).toMatchObject({ status: 'uncertain', reason: 'no-answer' })
  })

  test('of the first part holds back the second', async () => {
    const id = await jobs.queue({ text: long })
    await jobs.queue({ text: 'другой' })
    jobs.script.answer = (_sent, times) => (times === 0 ? uncertain : accepted(times))
    await jobs.pump.idle()
    expect(jobs.submitted.map((sent) => sent.text).at(-1)).toBe('другой')
    expect(jobs.submitted).toHaveLength(2)
    expect(jobs.parts(id).map((part) => part.status)).toEqual(['uncertain', 'ready'])
  })

  test('is not what never left the PC: that is sent again', async () => {
    const id = await jobs.queue()
    jobs.script.answer = (_sent, times) => (times === 0 ? unsent : accepted(times))
    await jobs.pump.idle()
    expect(jobs.message(id)).toMatchObject({ status: 'queued', attempts: 0 })
    jobs.pass(1000)
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(2)
    expect(jobs.message(id)?.status).toBe('sent')
  })

  test('after a crash in the middle of a submit is uncertain', async () => {
    const id = await jobs.queue()
    const stuck = Promise.withResolvers<ReturnType<typeof accepted>>()
    const reached = Promise.withResolvers<void>()
    jobs.script.answer = () => {
      reached.resolve()
      return stuck.promise
    }
    jobs.pump.wake()
    await reached.promise
    const dead = jobs.pump
    jobs.script.answer = (_sent, times) => accepted(times)
    await jobs.crash()
    await jobs.pump.idle()
    expect(jobs.submitted).toHaveLength(1)
    expect(jobs.message(id)).toMatchObject({ status: 'uncertain', reason: 'interrupted' })
    stuck.resolve(accepted(1))
    await dead.stop()
  })

  test('between two parts of a message is nothing: the rest follows', async () => {
    const id = await jobs.queue({ text: long })
    jobs.script.answer = (_sent, times) => {
      if (times === 0) jobs.script.phase = 'lost'
      return accepted(times)
    }
    await jobs.pump.idle()
    expect(jobs.parts(id).map((part) => part.status)).toEqual(['accepted', 'ready'])
    expect(jobs.message(id)?.status).toBe('queued')
    jobs.script.phase = 'ready'
    await jobs.crash()
    await jobs.pump.idle()
    expect(jobs.parts(id).map((part) => part.status)).toEqual(['accepted', 'accepted'])
    expect(jobs.message(id)?.status).toBe('sent')
  })

  test('the part under way ends before the pump stops, and no other begins', async () => {
    const first = await jobs.queue()
    await jobs.queue()
    const stuck = Promise.withResolvers<ReturnType<typeof accepted>>()
    const reached = Promise.withResolvers<void>()
    jobs.script.answer = () => {
      reached.resolve()
      return stuck.promise
    }
    jobs.pump.wake()
    await reached.promise
    const stopped = jobs.pump.stop()
    stuck.resolve(accepted(3))
    await stopped
    expect(jobs.submitted).toHaveLength(1)
    expect(jobs.parts(first)[0]?.status).toBe('accepted')
  })
})
