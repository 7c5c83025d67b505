import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../../src/main/app/ports/sql.ts'
import { encodeDeliver } from '../../src/main/modem/pdu/deliver.ts'
import { hour_ms, type Jobs, minute_ms, monday, openJobs, partFrom } from './kit.ts'

let jobs: Jobs

beforeEach(async () => {
  jobs = await openJobs()
})

afterEach(async () => {
  await jobs.close()
})

const phone = '+79161234567'
const long = 'Сообщение в несколько частей, которое не умещается в одну. '.repeat(3).trim()

/** The parts of a long message as the modem gives them, by the real codec. */
const partsOf = (from: string, reference: number, text = long, sentAt = monday) => {
  const encoded = encodeDeliver({
    from,
    text,
    sentAt,
    zone_minutes: 180,
    concatReference: reference,
    referenceWidth: 8,
    serviceCentre: null,
  })
  if (!encoded.ok) throw new Error(encoded.problem)
  const total = encoded.parts.length
  return encoded.parts.map(({ pdu }, index) =>
    partFrom(from, `часть ${index + 1}`, pdu, { reference, total, number: index + 1 }),
  )
}

const take = async (...parts: ReturnType<typeof partsOf>): Promise<void> => {
  for (const part of parts) await jobs.inbox.incoming(part, null)
  await jobs.inbox.idle()
}

const replies = () =>
  jobs.store.read.all(sql.selectFrom('message').select(['recipient', 'kind']).orderBy('id'))

describe('a message of several parts', () => {
  test('is one message, in whatever order its parts come', async () => {
    const parts = partsOf(phone, 7)
    expect(parts.length).toBeGreaterThan(2)
    await take(...parts.toReversed())
    expect(jobs.inboxRows()).toMatchObject([{ sender: phone, text: long, status: 'handled' }])
  })

  test('whose part comes twice is one message', async () => {
    const [first, ...rest] = partsOf(phone, 7)
    if (first === undefined) throw new Error('no parts')
    await take(first, first, ...rest, first)
    expect(jobs.inboxRows()).toHaveLength(1)
  })

  test('whose part the network sent again with another time is one message, with nothing left over', async () => {
    const parts = partsOf(phone, 7)
    const [again] = partsOf(phone, 7, long, monday + 5000)
    if (again === undefined) throw new Error('no parts')
    await take(again, ...parts)
    jobs.time.now += 25 * hour_ms
    await jobs.inbox.sweep()
    expect(jobs.inboxRows()).toHaveLength(1)
  })

  test('waits for its rest over a restart', async () => {
    const [first, ...rest] = partsOf(phone, 7)
    if (first === undefined) throw new Error('no parts')
    await take(first)
    expect(jobs.inboxRows()).toEqual([])
    await jobs.inbox.recover()
    await take(...rest)
    expect(jobs.inboxRows()).toMatchObject([{ text: long }])
  })

  test('from two senders with one reference is two messages', async () => {
    const other = '+79167654321'
    const ours = partsOf(phone, 7)
    const theirs = partsOf(other, 7)
    await take(...ours.flatMap((part, index) => [part, theirs[index] ?? part]))
    expect(
      jobs
        .inboxRows()
        .map((row) => row.sender)
        .sort(),
    ).toEqual([phone, other])
    expect(jobs.inboxRows().every((row) => row.text === long)).toBe(true)
  })

  test('does not take in a part of an earlier message that stayed torn', async () => {
    const [torn] = partsOf(phone, 7, 'Старое сообщение, от которого пришла одна часть. '.repeat(3).trim())
    if (torn === undefined) throw new Error('no parts')
    await take(torn)
    jobs.time.now += hour_ms
    const fresh = partsOf(phone, 7)
    expect(fresh.length).toBe(torn.concat?.total)
    await take(...fresh)
    expect(jobs.inboxRows()).toMatchObject([{ text: long }])
  })

  test('that stays torn for a day is shown as it is, and is not answered', async () => {
    const [first, second] = partsOf(phone, 7)
    if (first === undefined || second === undefined) throw new Error('no parts')
    await take(first, second)
    jobs.time.now += 25 * hour_ms
    await jobs.inbox.sweep()
    await jobs.inbox.idle()
    expect(jobs.inboxRows()).toMatchObject([{ status: 'incomplete' }])
    expect(long.startsWith(jobs.inboxRows()[0]?.text ?? 'x')).toBe(true)
    expect(replies()).toEqual([])
  })
})

describe('a message of which a part is missing', () => {
  const ask = `ДОЛГ 100234. ${'Здравствуйте, посмотрите, пожалуйста, сколько там всего. '.repeat(4)}`
  const ten_minutes = 10 * minute_ms + 1

  const wait = async (by_ms = ten_minutes): Promise<void> => {
    jobs.time.now += by_ms
    await jobs.inbox.sweep()
    await jobs.inbox.idle()
  }

  test('is shown as such after ten minutes', async () => {
    const [first] = partsOf(phone, 7)
    if (first === undefined) throw new Error('no parts')
    await take(first)
    jobs.time.now += 9 * minute_ms
    await jobs.inbox.sweep()
    expect(jobs.inboxRows()).toEqual([])
    await wait()
    expect(jobs.inboxRows()).toMatchObject([{ status: 'incomplete', read_at: null }])
  })

  test('is answered where its beginning is a plain request, and stays shown as torn', async () => {
    const [first] = partsOf(phone, 7, 'СТОП '.padEnd(140, 'спасибо '))
    if (first === undefined) throw new Error('no parts')
    await take({ ...first, text: 'СТОП спасибо' })
    await wait()
    expect(replies()).toMatchObject([{ kind: 'stop' }])
    expect(jobs.inboxRows()).toMatchObject([{ status: 'incomplete', request_kind: 'stop' }])
  })

  test('is not answered from its middle', async () => {
    const [, second] = partsOf(phone, 7, ask)
    if (second === undefined) throw new Error('no parts')
    await take(second)
    await wait()
    expect(replies()).toEqual([])
  })

  test('becomes whole when its part comes late, and is read by a person again', async () => {
    const [first, ...rest] = partsOf(phone, 7)
    if (first === undefined) throw new Error('no parts')
    await take(first)
    await wait()
    await jobs.store.write((tx) => tx.run(sql.updateTable('inbox').set({ read_at: jobs.time.now })))
    await wait(3 * hour_ms)
    await take(...rest)
    expect(jobs.inboxRows()).toMatchObject([{ text: long, status: 'handled', read_at: null }])
    expect(replies()).toHaveLength(1)
  })

  test('and was answered is not answered again when it becomes whole', async () => {
    const [first, ...rest] = partsOf(phone, 7, 'СТОП '.padEnd(140, 'спасибо '))
    if (first === undefined) throw new Error('no parts')
    await take({ ...first, text: 'СТОП спасибо' })
    await wait()
    expect(replies()).toHaveLength(1)
    await take(...rest)
    expect(replies()).toHaveLength(1)
    expect(jobs.inboxRows()).toMatchObject([{ status: 'handled', request_kind: 'stop' }])
  })

  test('takes in late parts one by one, over a restart', async () => {
    const parts = partsOf(phone, 7)
    const [first, second] = parts
    if (first === undefined || second === undefined) throw new Error('no parts')
    await take(first)
    await wait()
    await take(second)
    expect(jobs.inboxRows()).toMatchObject([{ status: 'incomplete' }])
    expect(long.startsWith(jobs.inboxRows()[0]?.text ?? 'x')).toBe(true)
    await jobs.inbox.recover()
    await take(...parts.slice(2))
    expect(jobs.inboxRows()).toMatchObject([{ text: long, status: 'handled' }])
  })

  test('takes no part of a later message with the same reference', async () => {
    const [torn] = partsOf(phone, 7, 'Старое сообщение, от которого пришла одна часть. '.repeat(3).trim())
    if (torn === undefined) throw new Error('no parts')
    await take(torn)
    await wait()
    const sentAt = monday + hour_ms
    const fresh = partsOf(phone, 7, long, sentAt)
    await take(...fresh.toReversed().map((part) => ({ ...part, sentAt })))
    expect(jobs.inboxRows()).toMatchObject([{ status: 'incomplete' }, { text: long, status: 'handled' }])
  })
})

test('the parts of a message to one card are not joined with those to another', async () => {
  const [first, ...rest] = partsOf(phone, 7)
  if (first === undefined) throw new Error('no parts')
  await jobs.inbox.incoming(first, '250990000000001')
  for (const part of rest) await jobs.inbox.incoming(part, '250010000000002')
  await jobs.inbox.idle()
  expect(jobs.inboxRows()).toEqual([])
})

describe('two messages that are the same octet for octet', () => {
  const at = (slot: number | null) => ({ ...partFrom(phone, 'ПОМОЩЬ', 'AA20'), slot })

  test('in two places of the modem are two, answered once', async () => {
    await take(at(1), at(2))
    expect(jobs.inboxRows()).toHaveLength(2)
    expect(replies()).toHaveLength(1)
  })

  test('in the same place are one that was read again, over a restart too', async () => {
    await take(at(1), at(2))
    await jobs.inbox.recover()
    await take(at(1), at(2), at(1))
    expect(jobs.inboxRows()).toHaveLength(2)
  })

  test('of which only the first was kept before a restart are two after it', async () => {
    await take(at(3))
    await jobs.inbox.recover()
    await take(at(3), at(4))
    expect(jobs.inboxRows()).toHaveLength(2)
  })

  test.each([
    [null, 1],
    [1, null],
    [null, null],
  ])('are one where a place is not told (%s, %s)', async (first, second) => {
    await take(at(first), at(second))
    expect(jobs.inboxRows()).toHaveLength(1)
  })

  test('but for octets that follow are two', async () => {
    await take(at(1), { ...partFrom(phone, 'ДОЛГ', 'AA2055'), slot: 1 })
    expect(jobs.inboxRows()).toHaveLength(2)
  })

  test('and parts of a longer message are a repeat of the network', async () => {
    const parts = partsOf(phone, 7)
    await take(...parts.map((part, slot) => ({ ...part, slot })))
    await take(...parts.map((part, slot) => ({ ...part, slot: slot + 10 })))
    jobs.time.now += 25 * hour_ms
    await jobs.inbox.sweep()
    expect(jobs.inboxRows()).toHaveLength(1)
  })
})

describe('a message is answered', () => {
  test('once, though the modem hands it over again after a restart', async () => {
    const part = partFrom(phone, 'ПОМОЩЬ', 'AA01')
    await take(part)
    await jobs.inbox.recover()
    await take(part)
    expect(replies()).toEqual([{ recipient: phone, kind: 'stranger' }])
  })

  test.each(['BANK', '900', '+7900', 'Тинькофф', ''])('never to the sender «%s»', async (sender) => {
    await take(partFrom(sender, 'ДОЛГ 100234', 'AA02'), partFrom(sender, 'СТОП', 'AA03'))
    expect(replies()).toEqual([])
    expect(jobs.inboxRows()).toHaveLength(2)
  })

  test('not when it is of a week ago: a person sees it', async () => {
    await take({ ...partFrom(phone, 'ДОЛГ', 'AA04'), sentAt: monday - 7 * 24 * hour_ms })
    expect(replies()).toEqual([])
    expect(jobs.inboxRows()).toMatchObject([{ request_kind: 'stale', read_at: null }])
  })

  test('even where its text could not be decoded', async () => {
    await take({ ...partFrom(phone, '', 'AA05'), problem: 'alphabet' })
    expect(jobs.inboxRows()).toMatchObject([{ text: '', status: 'handled' }])
  })

  test('in the order in which they came', async () => {
    await take(partFrom(phone, 'раз', 'AA06'), partFrom('+79161234568', 'два', 'AA07'))
    expect(replies().map((reply) => reply.recipient)).toEqual([phone, '+79161234568'])
  })

  test('after a minute again though the words are the same, not before', async () => {
    await take(partFrom(phone, 'ПОМОЩЬ', 'AA08'))
    jobs.time.now += minute_ms - 1
    await take(partFrom(phone, 'ПОМОЩЬ', 'AA09'))
    expect(replies()).toHaveLength(1)
    jobs.time.now += 2 * minute_ms
    await take(partFrom(phone, 'ПОМОЩЬ', 'AA0A'))
    expect(replies()).toHaveLength(2)
  })
})
