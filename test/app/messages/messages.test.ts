import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type OfficeCore, openDesk } from '../../fakes/office-core.ts'
import { lessonPhone, linkPhone, owing, pay } from '../kit.ts'
import { letPass, readPhone } from '../requests/talk.ts'

let office: OfficeCore

beforeEach(async () => {
  office = await openDesk()
})

afterEach(async () => {
  await office.close()
})

const phone = '+79005556001'
const write = (text: string) => office.get('messages.write', { phone, text })

const toPhone = async (status: string) => {
  const page = await office.until('messages.out', { status: null, lane: 'reply', cursor: null }, (seen) =>
    seen.items.some((item) => item.recipient === phone && item.status === status),
  )
  const found = page.items.find((item) => item.recipient === phone && item.status === status)
  if (found === undefined) throw new Error('not there')
  return found
}

describe('with no modem', () => {
  const unplug = async () => {
    await office.get('phones.fault', { fault: 'unplug' })
    await office.until('modem.state', {}, (state) => state.phase !== 'ready')
  }

  test('money is taken all the same, and the confirmation leaves when the modem is back', async () => {
    await unplug()
    const account = await owing(office, '102001', '100,00')
    const phoneId = await linkPhone(office, account, phone)
    expect((await pay(office, account, 10_000, { phoneId })).change_kop).toBe(0)
    expect(await readPhone(office, phone)).toEqual([])
    await office.get('phones.fault', { fault: 'replug' })
    const thread = await office.until('phones.thread', { number: phone }, (seen) => seen.items.length > 0)
    expect(thread.items[0]?.text).toContain('Долг погашен')
  })

  test('the clock moves on; what was not worth sending any more is dropped with its reason', async () => {
    await unplug()
    const { id } = await write('скоро устареет')
    await letPass(office, 24 * 3_600_000)
    await office.get('phones.fault', { fault: 'replug' })
    expect(await toPhone('dropped')).toMatchObject({ id, reason: 'expired' })
    expect(await readPhone(office, phone)).toEqual([])
  })
})

describe('a person', () => {
  test('holds the queue, cancels what waits, and lets the rest go', async () => {
    await office.get('messages.hold', { held: true })
    const { id } = await write('раз')
    await write('два')
    await office.get('messages.cancel', { id })
    await office.get('messages.hold', { held: false })
    await office.until('phones.thread', { number: phone }, (seen) => seen.items.length > 0)
    expect(await readPhone(office, phone)).toEqual(['два'])
    expect(await office.call('messages.cancel', { id })).toMatchObject({
      error: { code: 'conflict.changed' },
    })
  })

  test.each(['', '8 (48533) 2-15-40', 'Анна', '+7900', '12345678901234567890'])(
    'cannot write to «%s»',
    async (number) => {
      expect(await office.call('messages.write', { phone: number, text: 'слово' })).toMatchObject({
        error: { code: 'phone.invalid' },
      })
    },
  )

  test('sees what an emoji costs, and the phone shows it whole', async () => {
    const text = `${'я'.repeat(66)}👍👍 дальше`
    expect(await office.get('messages.measure', { text })).toMatchObject({ encoding: 'ucs2', parts: 2 })
    await write(text)
    await office.until('phones.thread', { number: phone }, (seen) => seen.items.length > 0)
    expect(await readPhone(office, phone)).toEqual([text])
  })
})

test('an invented phone cannot write from a number that is none', async () => {
  expect(await office.call('phones.send', { number: 'кто-то', text: 'слово' })).toMatchObject({ ok: false })
  expect((await readPhone(office, lessonPhone)).every((text) => text.startsWith('Квиток'))).toBe(true)
})
