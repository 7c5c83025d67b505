import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OfficeCore, openDesk } from '../../fakes/office-core.ts'
import {
  type Account,
  accountOf,
  ledgerProblems,
  leftOf,
  newAccount,
  owing,
  pay,
  payInput,
  phoneService,
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

describe('a payment', () => {
  test('covers the oldest bill first', async () => {
    const account = await owing(office, '105001', '942,50', '900,00')
    await pay(office, account, 100_000)
    expect(await leftOf(office, account)).toEqual([84_250])
  })

  test('covers the bill that the payer named before the oldest', async () => {
    const account = await owing(office, '105002', '942,50', '900,00')
    const { bills } = await accountOf(office, account)
    await pay(office, account, 90_000, { billId: bills[1]?.billId ?? 0 })
    expect(await leftOf(office, account)).toEqual([94_250])
  })

  test('of more than the named bill goes on to the oldest', async () => {
    const account = await owing(office, '105003', '942,50', '900,00')
    const { bills } = await accountOf(office, account)
    await pay(office, account, 90_001, { billId: bills[1]?.billId ?? 0 })
    expect(await leftOf(office, account)).toEqual([94_249])
  })

  test('a kopeck less than the debt leaves a kopeck', async () => {
    const account = await owing(office, '105004', '942,50')
    const paid = await pay(office, account, 94_249)
    expect(paid.payments[0]).toMatchObject({ debtAfter_kop: 1, advance_kop: 0 })
    expect(await accountOf(office, account)).toMatchObject({ debt_kop: 1, advance_kop: 0 })
  })

  test.each([0, -1, 0.5, Number.NaN])('of %d kopecks is refused by the contract', async (sum_kop) => {
    const account = await owing(office, `10501${['0', '-1', '0.5', 'NaN'].indexOf(String(sum_kop))}`, '10,00')
    const lines = [{ accountId: account.id, billId: null, sum_kop }]
    const input = {
      lines,
      tender: 'cash',
      received_kop: 1,
      shown: [],
      total_kop: 1,
      phoneId: null,
      orderId: null,
    } as const
    expect(await office.call('desk.pay', { ...input, shown: [...input.shown] })).toMatchObject({
      ok: false,
      error: { code: 'call.input' },
    })
    expect(await leftOf(office, account)).toEqual([1000])
  })

  test('of more than the debt becomes an advance, which the next bill uses by itself', async () => {
    const account = await owing(office, '105005', '100,00')
    await pay(office, account, 25_000)
    expect(await accountOf(office, account)).toMatchObject({ debt_kop: 0, advance_kop: 15_000 })
    await postCharges(office, [{ account: '105005', period: '12.2026', sum: '200,00', due: '15.01.2027' }])
    expect(await accountOf(office, account)).toMatchObject({ debt_kop: 5000, advance_kop: 0 })
  })

  test('to a prepaid service is no advance and owes nothing', async () => {
    const account = await newAccount(office, '25001', phoneService)
    const paid = await pay(office, account, 30_000)
    expect(paid.payments[0]).toMatchObject({ sum_kop: 30_000 })
    expect(await accountOf(office, account)).toMatchObject({ debt_kop: 0, advance_kop: 0 })
  })

  test('takes the fee of the contract on top and gives change', async () => {
    const account = await owing(office, '105006', '1842,50')
    const paid = await pay(office, account, 184_250, { received_kop: 200_000 })
    expect(paid).toMatchObject({ total_kop: 187_935, change_kop: 12_065 })
    expect(paid.payments[0]).toMatchObject({ fee_kop: 3685 })
  })

  test('goes to several accounts of a visit, each with its own number', async () => {
    const first = await owing(office, '105007', '10,00')
    const second = await owing(office, '105008', '20,00')
    const inputs = [await payInput(office, first, 1000), await payInput(office, second, 2000)]
    const total_kop = inputs.reduce((all, one) => all + one.total_kop, 0)
    const lines = inputs.flatMap((one) => one.lines)
    const shown = inputs.flatMap((one) => one.shown)
    const paid = await office.get('desk.pay', {
      lines,
      shown,
      total_kop,
      received_kop: total_kop,
      tender: 'cash',
      phoneId: null,
      orderId: null,
    })
    const numbers = paid.payments.map((payment) => payment.number)
    expect(new Set(numbers).size).toBe(2)
    expect([await leftOf(office, first), await leftOf(office, second)]).toEqual([[], []])
  })
})

describe('a payment is refused, and nothing changes', () => {
  const refused = async (account: Account, other: Parameters<typeof payInput>[3], sum_kop = 1000) =>
    office.call('desk.pay', await payInput(office, account, sum_kop, other))

  test('when too little was received', async () => {
    const account = await owing(office, '105021', '10,00')
    expect(await refused(account, { received_kop: 1019 })).toMatchObject({
      error: { code: 'payment.received-too-little', details: { missing_kop: 1 } },
    })
    expect(await leftOf(office, account)).toEqual([1000])
  })

  test('when a card pays another sum than the total', async () => {
    const account = await owing(office, '105022', '10,00')
    expect(await refused(account, { tender: 'card', received_kop: 2000 })).toMatchObject({
      error: { code: 'payment.amount' },
    })
  })

  test('when the debt changed since it was shown', async () => {
    const account = await owing(office, '105023', '10,00')
    expect(await refused(account, { shown_kop: 999 })).toMatchObject({
      error: { code: 'payment.debt-changed', details: { debt_kop: 1000 } },
    })
  })

  test('when the total is not what the fee makes it', async () => {
    const account = await owing(office, '105024', '10,00')
    expect(await refused(account, { total_kop: 1021 })).toMatchObject({
      error: { code: 'payment.amount', details: { total_kop: 1020 } },
    })
  })

  test('below the least and above the greatest sum of the contract', async () => {
    const account = await owing(office, '105025', '10,00')
    expect(await refused(account, {}, 99)).toMatchObject({ error: { code: 'payment.below-minimum' } })
    expect(await refused(account, {}, 1_500_001)).toMatchObject({ error: { code: 'payment.above-maximum' } })
  })

  test('to an account that is not there', async () => {
    const lines = [{ accountId: 999_999, billId: null, sum_kop: 1000 }]
    expect(await office.call('desk.quote', { lines })).toMatchObject({ error: { code: 'not-found' } })
  })

  test('for an order of somebody else', async () => {
    const account = await owing(office, '105026', '10,00')
    expect(await refused(account, { orderId: 999 })).toMatchObject({ error: { code: 'not-found' } })
    expect(await leftOf(office, account)).toEqual([1000])
  })
})

describe('two windows', () => {
  test('paying the same bill at once: one is taken, the other hears that the debt changed', async () => {
    const account = await owing(office, '105031', '10,00')
    const input = await payInput(office, account, 1000)
    const both = await Promise.all([office.call('desk.pay', input), office.call('desk.pay', input)])
    expect(both.map((one) => (one.ok ? 'paid' : one.error.code)).sort()).toEqual([
      'paid',
      'payment.debt-changed',
    ])
    expect(await accountOf(office, account)).toMatchObject({ debt_kop: 0, advance_kop: 0 })
  })

  test('with the same key at once: the payment is taken once and both hear of it', async () => {
    const account = await owing(office, '105032', '10,00')
    const input = await payInput(office, account, 1000)
    const both = await Promise.all([
      office.get('desk.pay', input, 'one-key-105032'),
      office.get('desk.pay', input, 'one-key-105032'),
    ])
    expect(both[1]).toEqual(both[0])
    expect(await accountOf(office, account)).toMatchObject({ debt_kop: 0, advance_kop: 0 })
  })

  test('the same key with another input is an error', async () => {
    const account = await owing(office, '105033', '10,00', '20,00')
    await office.get('desk.pay', await payInput(office, account, 1000), 'one-key-105033')
    const other = await payInput(office, account, 2000)
    expect(await office.call('desk.pay', other, 'one-key-105033')).toMatchObject({
      error: { code: 'key.reused' },
    })
    expect(await leftOf(office, account)).toEqual([2000])
  })

  test('the same key after a refusal may be tried again', async () => {
    const account = await owing(office, '105034', '10,00')
    const wrong = await payInput(office, account, 1000, { received_kop: 1 })
    await office.call('desk.pay', wrong, 'one-key-105034')
    const right = await payInput(office, account, 1000)
    expect(await office.call('desk.pay', right, 'one-key-105034')).toMatchObject({ ok: true })
  })
})

describe('a closed shift', () => {
  test('takes and gives back nothing', async () => {
    const account = await owing(office, '105041', '10,00', '20,00')
    const paid = await pay(office, account, 1000)
    const { expected_kop } = (await office.get('office.top', {})).shift ?? { expected_kop: 0 }
    await office.get('shift.close', { counted_kop: expected_kop })
    const paying = office.call('desk.pay', await payInput(office, account, 1000))
    const reversing = office.call('desk.reverse', {
      paymentId: paid.payments[0]?.id ?? 0,
      reason: 'смена закрыта',
    })
    expect(await paying).toMatchObject({ error: { code: 'shift.closed' } })
    expect(await reversing).toMatchObject({ error: { code: 'shift.closed' } })
    await office.get('shift.open', { float_kop: 0 })
    expect(await leftOf(office, account)).toEqual([2000])
  })
})
