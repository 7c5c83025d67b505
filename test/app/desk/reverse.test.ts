import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OfficeCore, openDesk } from '../../fakes/office-core.ts'
import {
  accountOf,
  balancesFile,
  house,
  ledgerProblems,
  leftOf,
  newAccount,
  owing,
  pay,
  phoneService,
  post,
  postCharges,
} from '../kit.ts'

let office: OfficeCore

beforeAll(async () => {
  office = await openDesk()
})

afterAll(async () => {
  const problems = await ledgerProblems(office)
  await office.close()
  expect(problems).toEqual([])
})

const reverse = (paymentId: number | undefined) =>
  office.call('desk.reverse', { paymentId: paymentId ?? 0, reason: 'ошибка кассира' })

describe('a reversal', () => {
  test('restores the bills exactly', async () => {
    const account = await owing(office, '106001', '942,50', '900,00')
    const paid = await pay(office, account, 100_000)
    await reverse(paid.payments[0]?.id)
    expect(await leftOf(office, account)).toEqual([94_250, 90_000])
  })

  test('takes the advance away', async () => {
    const account = await owing(office, '106002', '100,00')
    const paid = await pay(office, account, 25_000)
    await reverse(paid.payments[0]?.id)
    expect(await accountOf(office, account)).toMatchObject({ debt_kop: 10_000, advance_kop: 0 })
  })

  test('takes back an advance that a later bill has used', async () => {
    const account = await owing(office, '106003', '100,00')
    const paid = await pay(office, account, 25_000)
    await postCharges(office, [{ account: '106003', period: '12.2026', sum: '200,00', due: '15.01.2027' }])
    await reverse(paid.payments[0]?.id)
    expect(await accountOf(office, account)).toMatchObject({ debt_kop: 30_000, advance_kop: 0 })
  })

  test('lets the advance of another payment cover what is owed again', async () => {
    const account = await owing(office, '106004', '100,00')
    const first = await pay(office, account, 10_000)
    await pay(office, account, 4000)
    await reverse(first.payments[0]?.id)
    expect(await accountOf(office, account)).toMatchObject({ debt_kop: 6000, advance_kop: 0 })
  })

  test('of a prepaid service leaves nothing owed and nothing held', async () => {
    const account = await newAccount(office, '26001', phoneService)
    const paid = await pay(office, account, 30_000)
    await reverse(paid.payments[0]?.id)
    expect(await accountOf(office, account)).toMatchObject({ debt_kop: 0, advance_kop: 0 })
  })

  test('takes the money out of the till, the fee with it', async () => {
    const before = (await office.get('office.top', {})).shift?.expected_kop
    const account = await owing(office, '106005', '100,00')
    const paid = await pay(office, account, 10_000)
    expect((await office.get('office.top', {})).shift?.expected_kop).toBe((before ?? 0) + 10_200)
    await reverse(paid.payments[0]?.id)
    expect((await office.get('office.top', {})).shift?.expected_kop).toBe(before)
  })

  test('is refused the second time, and of a reversal', async () => {
    const account = await owing(office, '106006', '100,00')
    const paid = await pay(office, account, 10_000)
    const undone = await reverse(paid.payments[0]?.id)
    expect(await reverse(paid.payments[0]?.id)).toMatchObject({ error: { code: 'payment.reversed' } })
    const id = undone.ok ? undone.value.payment.id : 0
    expect(await reverse(id)).toMatchObject({ error: { code: 'payment.reversed' } })
    expect(await leftOf(office, account)).toEqual([10_000])
  })

  test('asked twice at once is done once', async () => {
    const account = await owing(office, '106007', '100,00')
    const paid = await pay(office, account, 10_000)
    const both = await Promise.all([reverse(paid.payments[0]?.id), reverse(paid.payments[0]?.id)])
    expect(both.map((one) => one.ok).sort()).toEqual([false, true])
    expect(await leftOf(office, account)).toEqual([10_000])
  })

  test('names its reason', async () => {
    expect(await office.call('desk.reverse', { paymentId: 1, reason: ' ' })).toMatchObject({
      error: { code: 'call.input' },
    })
  })
})

describe('a reversal after a balance', () => {
  const balance = (account: string, day: string, sum: string) =>
    post(office, balancesFile(day, [{ account, sum }]), { serviceId: house, kind: 'balance' })

  test('that had not counted the payment: the balance is owed in full, the old bill stays replaced', async () => {
    const account = await newAccount(office, '20600101', house)
    await balance(account.number, '15.11.2026', '600,00')
    const paid = await pay(office, account, 50_000)
    await balance(account.number, '16.11.2026', '800,00')
    expect(await accountOf(office, account)).toMatchObject({ debt_kop: 30_000, advance_kop: 0 })
    await reverse(paid.payments[0]?.id)
    expect(await accountOf(office, account)).toMatchObject({ debt_kop: 80_000, advance_kop: 0 })
  })

  test('that had counted the payment: what it covered is owed again', async () => {
    const account = await newAccount(office, '20600102', house)
    await balance(account.number, '15.11.2026', '600,00')
    const paid = await pay(office, account, 60_000)
    await balance(account.number, '30.11.2026', '200,00')
    expect(await accountOf(office, account)).toMatchObject({ debt_kop: 20_000, advance_kop: 0 })
    await reverse(paid.payments[0]?.id)
    expect(await accountOf(office, account)).toMatchObject({ debt_kop: 80_000, advance_kop: 0 })
  })

  test('that had counted an advance: the balance grows by it', async () => {
    const account = await newAccount(office, '20600103', house)
    const paid = await pay(office, account, 10_000)
    await balance(account.number, '30.11.2026', '200,00')
    expect(await accountOf(office, account)).toMatchObject({ debt_kop: 20_000, advance_kop: 0 })
    await reverse(paid.payments[0]?.id)
    expect(await accountOf(office, account)).toMatchObject({ debt_kop: 30_000, advance_kop: 0 })
  })
})
