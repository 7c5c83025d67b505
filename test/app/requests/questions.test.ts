import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OfficeCore, openDesk } from '../../fakes/office-core.ts'
import { lessonPhone, linkPhone, owing } from '../kit.ts'
import { ask, clockFrom, letPass, readPhone, tell } from './talk.ts'

/** Sunday 15.11.2026, noon in Moscow: the day of office.md's texts. */
const sunday = Date.UTC(2026, 10, 15, 9, 0)

let office: OfficeCore

beforeAll(async () => {
  office = await openDesk({ clock: clockFrom(sunday) })
})

afterAll(async () => {
  await office.close()
})

describe('a client asks by SMS, and the answer on the phone', () => {
  const debt =
    'Квиток: вода 100234, долг на 15.11 1842,50р, срок 16.11. С комиссией 1879,35р. Оплата сегодня дойдет 17.11. Ответ ОПЛАТИТЬ'

  test.each(['долг 100234', 'DOLG 100234', '100234', 'Дoлг 100234', 'ДОЛГ100234', ' долг   100 234 '])(
    'to «%s» is the debt',
    async (text) => {
      expect(await ask(office, lessonPhone, text)).toBe(debt)
      expect(debt.length).toBeLessThanOrEqual(134)
    },
  )

  test('to ТАРИФ is the price that comes, with the one that was', async () => {
    const answer = await ask(office, lessonPhone, 'ТАРИФ 100234')
    expect(answer).toBe('Квиток: вода с 01.12 38,90р/м3 вместо 35,20р. 8-48533-21540')
    expect(answer).toHaveLength(59)
  })

  test('to СРОК on a day off names the day and when the provider gets the money', async () => {
    expect(await ask(office, lessonPhone, 'СРОК 100234')).toBe(
      'Квиток: вода. Сегодня вс 15.11, выходной. Оплата засчитается сегодня, поставщик получит деньги вт 17.11. Касса до 18:00',
    )
  })
})

describe('a phone with several accounts', () => {
  test('gets a list, a row of it answers the question that was asked', async () => {
    const phone = '+79005559001'
    const first = await owing(office, '108001', '100,00')
    await linkPhone(office, first, phone)
    const other = await owing(office, '108002', '200,00')
    await linkPhone(office, other, phone)
    expect(await ask(office, phone, 'СЧЕТА')).toBe(
      'Квиток, ваши счета: 1 вода 108001 100,00; 2 вода 108002 200,00. Ответ: номер строки',
    )
    expect(await ask(office, phone, '2')).toContain('вода 108002, долг на 15.11 200,00р')
    expect(await ask(office, phone, 'срок')).toContain('Оплата засчитается сегодня')
  })

  test('is asked which one when the question names none', async () => {
    const phone = '+79005559002'
    for (const number of ['108003', '108004'])
      await linkPhone(office, await owing(office, number, '5,00'), phone)
    expect(await ask(office, phone, 'долг')).toContain('ваши счета: 1 вода 108003 5,00; 2 вода 108004 5,00')
  })

  test('cannot choose a row that was left out of a long list', async () => {
    const phone = '+79005559003'
    for (let number = 108_010; number < 108_020; number += 1)
      await linkPhone(office, await owing(office, String(number), '12345,67'), phone)
    const list = await ask(office, phone, 'СЧЕТА')
    expect(list).toContain('3 вода 108012')
    expect(list).not.toContain('9 вода')
    expect(list.length).toBeLessThanOrEqual(134)
    expect(await ask(office, phone, '9')).not.toContain('108018')
    expect(await ask(office, phone, 'ДОЛГ 9')).not.toContain('108018')
  })
})

describe('a stranger learns nothing', () => {
  const stranger =
    'Квиток: этот телефон у нас не записан. Обратитесь в офис с квитанцией. Касса 8-48533-21540'

  test.each([
    ['an account that is', '100234'],
    ['an account that is not', '199999'],
    ['the list', 'СЧЕТА'],
    ['the order of a payment', 'ОПЛАТИТЬ 100234'],
    ['rubbish', 'бла бла бла'],
    ['a claim', 'БЫЛО 100234'],
  ])('from the answer to %s', async (_what, text) => {
    expect(await ask(office, '+79990001122', text)).toBe(stranger)
  })

  test('and a client nothing of another’s account: it might as well not be', async () => {
    const existing = await ask(office, lessonPhone, 'долг 100201')
    const missing = await ask(office, lessonPhone, 'долг 199999')
    expect(existing).toBe(missing)
    expect(existing).toBe(
      'Квиток: такого счета нет среди ваших. Ваши счета: ответ СЧЕТА. Касса 8-48533-21540',
    )
  })
})

describe('bad messages', () => {
  const phone = '+79005559010'
  const unknown = 'Квиток: не поняли вас. Пришлите номер лицевого счета или слово ПОМОЩЬ. Касса 8-48533-21540'

  beforeAll(async () => {
    await linkPhone(office, await owing(office, '108030', '100,00'), phone)
  })

  test.each(['☃☃☃', '!!!', 'а', 'Добрый вечер, подскажите как к вам проехать на автобусе пожалуйста'])(
    '«%s» is answered with help and changes nothing',
    async (text) => {
      expect(await ask(office, phone, text)).toBe(unknown)
    },
  )

  test('of 10 KB is read whole, shown to a person and answered with help', async () => {
    const text = 'Очень длинно. '.repeat(740)
    const item = await tell(office, phone, text)
    expect(item.text).toBe(text)
    expect(item.requestKind).toBe('unknown')
  })

  test('of SQL and markup is only text', async () => {
    const text = "'; DROP TABLE bill; -- <script>alert(1)</script> {office} [x]"
    const item = await tell(office, phone, text)
    expect(item.text).toBe(text)
    expect((await tell(office, phone, '108030')).requestKind).toBe('debt')
  })
})

describe('two machines do not answer each other for ever', () => {
  test('the same words within a minute are not answered again', async () => {
    const phone = '+79005559020'
    await linkPhone(office, await owing(office, '108040', '100,00'), phone)
    await ask(office, phone, 'долг')
    await letPass(office, 5000)
    const again = await tell(office, phone, 'долг')
    expect(again.requestKind).toBe('repeat')
    expect(await readPhone(office, phone)).toHaveLength(1)
  })

  test('past the limit of an hour one answer says so, then silence', async () => {
    const phone = '+79005559021'
    await linkPhone(office, await owing(office, '108041', '100,00'), phone)
    for (let times = 0; times < 10; times += 1) await ask(office, phone, `108041 ${'!'.repeat(times)}`)
    expect(await ask(office, phone, '108041 ?')).toMatch(
      /^Квиток: слишком много запросов\. Ответим после \d\d:\d\d$/,
    )
    expect((await tell(office, phone, '108041 .')).requestKind).toBe('silent')
    expect(await readPhone(office, phone)).toHaveLength(11)
  })

  test('a refusal past the limit still holds, without an answer', async () => {
    const phone = '+79005559022'
    const account = await owing(office, '108042', '100,00')
    await linkPhone(office, account, phone)
    for (let times = 0; times < 10; times += 1) await ask(office, phone, `108042 ${'!'.repeat(times)}`)
    const item = await tell(office, phone, 'СТОП ВСЕ')
    expect(item.requestKind).toBe('limit')
    const client = await office.get('desk.client', { clientId: account.clientId })
    expect(client.phones[0]).toMatchObject({ noAds: true, noReminders: true })
  })
})
