import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OfficeCore, openDesk } from '../../fakes/office-core.ts'
import { lessonPhone, linkPhone, newAccount, owing, pay, postCharges } from '../kit.ts'
import { ask, clockFrom, letPass } from './talk.ts'

/** Sunday 15.11.2026, noon in Moscow: the day of office.md's texts. */
const sunday = Date.UTC(2026, 10, 15, 9, 0)

let office: OfficeCore

beforeAll(async () => {
  office = await openDesk({ clock: clockFrom(sunday) })
})

afterAll(async () => {
  await office.close()
})

const clientOf = async (number: string, phone: string, ...sums: string[]) => {
  const account = await owing(office, number, ...sums)
  const phoneId = await linkPhone(office, account, phone)
  return { account, phoneId }
}

const codeIn = (text: string): string => /Ответ (\d{4}) до/.exec(text)?.[1] ?? ''
const wrongFor = (code: string): string => (code === '1234' ? '4321' : '1234')

describe('ОПЛАТИТЬ', () => {
  test('tells sum, fee, total, arrival and a code, and takes no money', async () => {
    const text = await ask(office, lessonPhone, 'ОПЛАТИТЬ 100234')
    expect(text).toMatch(
      /^Квиток: вода 100234, 1842,50\+36,85=1879,35р, дойдет 17\.11\. С 01\.12 тариф 38,90р\. Ответ \d{4} до 1[23]:\d\d\. Деньги не спишем$/,
    )
    expect(text).toHaveLength(118)
    expect((await office.get('today.summary', {})).payments).toBe(0)
  })

  test('and the right code make an order that the desk sees and closes with its payment', async () => {
    const { account } = await clientOf('109001', '+79005558001', '100,00')
    const code = codeIn(await ask(office, '+79005558001', 'ОПЛАТИТЬ'))
    expect(await ask(office, '+79005558001', code)).toMatch(
      /^Квиток: заявка №\d+ принята, вода 109001, 102,00р\. Ждем вас в кассе до 18:00$/,
    )
    const seen = (await office.get('today.summary', {})).orders.find((one) => one.number === '109001')
    expect(seen).toMatchObject({ status: 'confirmed', sum_kop: 10_000, fee_kop: 200 })
    await pay(office, account, 10_000, { orderId: seen?.id ?? 0 })
    const left = (await office.get('today.summary', {})).orders.find((one) => one.number === '109001')
    expect(left).toBeUndefined()
  })

  test('and three wrong codes: the third ends the order, and the right one comes too late', async () => {
    const phone = '+79005558002'
    await clientOf('109002', phone, '100,00')
    const code = codeIn(await ask(office, phone, 'ОПЛАТИТЬ'))
    const wrong = wrongFor(code)
    expect(await ask(office, phone, wrong)).toBe('Квиток: код не подошел, осталось попыток: 2')
    expect(await ask(office, phone, `${wrong}.`)).toBe('Квиток: код не подошел, осталось попыток: 1')
    expect(await ask(office, phone, `${wrong}!`)).toBe('Квиток: код устарел. Новый: ответ ОПЛАТИТЬ')
    expect(await ask(office, phone, `КОД ${code}`)).toBe('Квиток: код устарел. Новый: ответ ОПЛАТИТЬ')
  })

  test('with a sum orders that sum', async () => {
    const phone = '+79005558003'
    await clientOf('109003', phone, '100,00')
    expect(await ask(office, phone, 'ОПЛАТИТЬ 109003 50,00')).toContain('50,00+1,00=51,00р')
  })

  test('where nothing is owed answers that there is no debt', async () => {
    const phone = '+79005558004'
    const account = await newAccount(office, '109004')
    await linkPhone(office, account, phone)
    expect(await ask(office, phone, 'ОПЛАТИТЬ')).toBe(
      'Квиток: вода 109004, на 15.11 долга нет. Касса 8-48533-21540',
    )
  })

  test('and the code an hour later: it is too old', async () => {
    const phone = '+79005558005'
    await clientOf('109005', phone, '100,00')
    const code = codeIn(await ask(office, phone, 'ОПЛАТИТЬ'))
    await letPass(office, 61 * 60_000)
    expect(await ask(office, phone, `КОД ${code}`)).toBe('Квиток: код устарел. Новый: ответ ОПЛАТИТЬ')
  })
})

describe('a payment is confirmed on the phone', () => {
  const confirmed = async (number: string, phone: string, sums: string[], sum_kop: number) => {
    const { account, phoneId } = await clientOf(number, phone, ...sums)
    const paid = await pay(office, account, sum_kop, { phoneId })
    const thread = await office.until('phones.thread', { number: phone }, (seen) => seen.items.length > 0)
    return { text: thread.items[0]?.text ?? '', number: paid.payments[0]?.number ?? 0, paid }
  }

  test('in full: sum, fee, counted today, when it arrives', async () => {
    const { text, number } = await confirmed('109011', '+79005558011', ['1842,50'], 184_250)
    expect(text).toBe(
      `Квиток №${number}: вода 109011, принято 1842,50р, комиссия 36,85р. Долг погашен 15.11 полностью, баланс 0. Дойдет 17.11`,
    )
  })

  test('in part: what is left and till when', async () => {
    const { text, number } = await confirmed('109012', '+79005558012', ['1842,50'], 100_000)
    expect(text).toBe(
      `Квиток №${number}: вода 109012, принято 1000,00, комиссия 20,00. Погашено 15.11 частично, еще 842,50р до 16.11. Дойдет 17.11`,
    )
  })

  test('more than the debt: the advance', async () => {
    const { text } = await confirmed('109013', '+79005558013', ['100,00'], 25_000)
    expect(text).toContain('Долг погашен 15.11, аванс 150,00р')
  })

  test('to a phone that is not linked: no balance', async () => {
    const account = await owing(office, '109014', '100,00')
    const input = { clientId: account.clientId, phone: '+79005558014', linkAccountIds: [] }
    const { id } = await office.get('clients.addPhone', input)
    await pay(office, account, 4000, { phoneId: id })
    const thread = await office.until(
      'phones.thread',
      { number: '+79005558014' },
      (seen) => seen.items.length > 0,
    )
    expect(thread.items[0]?.text).toMatch(/принято 40,00р, комиссия 0,80р, 15\.11\. Дойдет 17\.11$/)
  })

  test('and its delivery report turns the mark to delivered', async () => {
    await confirmed('109015', '+79005558015', ['100,00'], 10_000)
    const filter = { status: 'delivered', lane: 'confirmation', cursor: null } as const
    const page = await office.until('messages.out', filter, (seen) =>
      seen.items.some((item) => item.recipient === '+79005558015'),
    )
    expect(page.items.find((item) => item.recipient === '+79005558015')).toMatchObject({
      parts: 2,
      partsDone: 2,
    })
  })

  test('and its reversal is told', async () => {
    const { paid, number } = await confirmed('109016', '+79005558016', ['100,00'], 10_000)
    await office.get('desk.reverse', { paymentId: paid.payments[0]?.id ?? 0, reason: 'ошибка' })
    const thread = await office.until(
      'phones.thread',
      { number: '+79005558016' },
      (seen) => seen.items.length > 1,
    )
    expect(thread.items[1]?.text).toBe(
      `Квиток: платеж №${number} отменен 15.11: вода 109016, 100,00р. Вопросы: 8-48533-21540`,
    )
  })
})

describe('СТОП', () => {
  const flags = async (clientId: number) => {
    const { noAds, noReminders } = (await office.get('desk.client', { clientId })).phones[0] ?? {}
    return { noAds, noReminders }
  }

  test('out of the blue ends advertising and offers to end reminders', async () => {
    const { account } = await clientOf('109021', '+79005558021', '100,00')
    const text = await ask(office, '+79005558021', 'СТОП')
    expect(text).toBe('Квиток: рекламы не будет. Напоминания тоже убрать? Ответ СТОП ВСЕ')
    expect(text).toHaveLength(65)
    expect(await flags(account.clientId)).toEqual({ noAds: true, noReminders: false })
  })

  test('ВСЕ ends both, НАПОМИНАТЬ ДА brings reminders back and advertising not', async () => {
    const { account } = await clientOf('109022', '+79005558022', '100,00')
    expect(await ask(office, '+79005558022', 'СТОП ВСЕ')).toBe(
      'Квиток: рекламы и напоминаний не будет. Вернуть: НАПОМИНАТЬ ДА',
    )
    expect(await flags(account.clientId)).toEqual({ noAds: true, noReminders: true })
    expect(await ask(office, '+79005558022', 'НАПОМИНАТЬ ДА')).toBe(
      'Квиток: будем напоминать об оплате. Отказ: СТОП',
    )
    expect(await flags(account.clientId)).toEqual({ noAds: true, noReminders: false })
  })

  test('of a stranger is kept: the number stays out when it is written on a card later', async () => {
    await ask(office, '+79995550101', 'Stop')
    const account = await newAccount(office, '109023')
    await linkPhone(office, account, '+79995550101')
    expect(await flags(account.clientId)).toEqual({ noAds: true, noReminders: false })
  })

  test('inside a sentence is a word like another', async () => {
    const { account } = await clientOf('109024', '+79005558024', '100,00')
    await ask(office, '+79005558024', 'не забудьте автобус СТОП у аптеки')
    expect(await flags(account.clientId)).toEqual({ noAds: false, noReminders: false })
  })
})

describe('БЫЛО', () => {
  test('silences the bills until the provider’s next file, and the operator sees the claim', async () => {
    const { account } = await clientOf('109031', '+79005558031', '100,00')
    expect(await ask(office, '+79005558031', 'БЫЛО')).toBe(
      'Квиток: вода 109031, отметили: оплачено не у нас. Не напоминаем до новых данных поставщика',
    )
    const claims = (await office.get('today.summary', {})).claims
    expect(claims.find((claim) => claim.number === '109031')).toMatchObject({ debt_kop: 10_000 })
    const card = await office.get('clients.get', { id: account.clientId })
    expect(card.bills.map((bill) => bill.silenced)).toEqual([true])
    await postCharges(office, [{ account: '109031', period: '12.2026', sum: '5,00', due: '15.01.2027' }])
    const after = await office.get('clients.get', { id: account.clientId })
    expect(after.bills.map((bill) => bill.silenced)).toEqual([false, false])
    expect((await office.get('today.summary', {})).claims).toEqual([])
  })
})
