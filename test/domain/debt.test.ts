import { describe, expect, test } from 'vitest'
import {
  type AccountState,
  type BalanceLine,
  balanceOf,
  type LedgerEntry,
  replaceBalance,
} from '../../src/main/domain/debt.ts'

const nothing: AccountState = { bills: [], advance: 0, lastBalance: null, payments: [] }
const line = (balance: number, asOf: string, billId = `bill-${asOf}`): BalanceLine => ({
  billId,
  balance,
  asOf,
  moment: 'end',
})

function post(
  ledger: readonly LedgerEntry[],
  state: AccountState,
  balance: BalanceLine,
): readonly LedgerEntry[] {
  const { bills, advance } = balanceOf(ledger)
  const replaced = replaceBalance({ ...state, bills, advance }, balance)
  if (!replaced.ok) throw new Error(replaced.code)
  return [...ledger, ...replaced.postings]
}

describe('a ledger', () => {
  test('debt and advance follow from its entries', () => {
    const balance = balanceOf([
      { billId: 'a', part: 'principal', amount: 1000 },
      { billId: 'a', part: 'penalty', amount: 10 },
      { billId: 'a', part: 'principal', amount: -400 },
      { billId: null, part: 'advance', amount: 50 },
    ])
    expect(balance).toEqual({ bills: [{ billId: 'a', principal: 600, penalty: 10 }], debt: 610, advance: 50 })
  })

  test('an entry on no bill is a bug', () => {
    expect(() => balanceOf([{ billId: null, part: 'principal', amount: 1 }])).toThrow(RangeError)
  })
})

describe('a registry of balances', () => {
  test('two months of balances are not a double debt', () => {
    const first = post([], nothing, line(100000, '2026-10-31'))
    const second = post(first, { ...nothing, lastBalance: '2026-10-31' }, line(180000, '2026-11-30'))
    expect(balanceOf(second).debt).toBe(180000)
  })

  test('the replaced bill owes nothing any more', () => {
    const first = post([], nothing, line(100000, '2026-10-31'))
    const second = post(first, nothing, line(180000, '2026-11-30'))
    expect(balanceOf(second).bills).toEqual([
      { billId: 'bill-2026-10-31', principal: 0, penalty: 0 },
      { billId: 'bill-2026-11-30', principal: 180000, penalty: 0 },
    ])
  })

  test('a payment that the provider had not counted on that day is taken off', () => {
    const first = post([], nothing, line(100000, '2026-10-31'))
    const paid = [...first, { billId: 'bill-2026-10-31', part: 'principal' as const, amount: -60000 }]
    const payments = [{ paymentId: 'p1', credited: 60000, crediting: '2026-12-01' }]
    const second = post(paid, { ...nothing, payments }, line(150000, '2026-11-30'))
    expect(balanceOf(second).debt).toBe(90000)
  })

  test('a payment that it had counted is not taken off twice', () => {
    const payments = [{ paymentId: 'p1', credited: 60000, crediting: '2026-11-30' }]
    expect(balanceOf(post([], { ...nothing, payments }, line(40000, '2026-11-30'))).debt).toBe(40000)
  })

  test('a balance of the morning does not know the money of that day', () => {
    const payments = [{ paymentId: 'p1', credited: 60000, crediting: '2026-11-30' }]
    const morning = { ...line(100000, '2026-11-30'), moment: 'start' as const }
    expect(balanceOf(post([], { ...nothing, payments }, morning)).debt).toBe(40000)
  })

  test('what was paid above the balance is an advance', () => {
    const payments = [{ paymentId: 'p1', credited: 60000, crediting: '2026-12-01' }]
    const balance = balanceOf(post([], { ...nothing, payments }, line(50000, '2026-11-30')))
    expect([balance.debt, balance.advance]).toEqual([0, 10000])
  })

  test('an overpaid balance is an advance in place of the old one', () => {
    const ledger: LedgerEntry[] = [{ billId: null, part: 'advance', amount: 30000 }]
    const balance = balanceOf(post(ledger, nothing, line(-20000, '2026-11-30')))
    expect([balance.debt, balance.advance]).toEqual([0, 20000])
  })

  test('penalties of the replaced bill go with it', () => {
    const ledger: LedgerEntry[] = [{ billId: 'old', part: 'penalty', amount: 300 }]
    expect(balanceOf(post(ledger, nothing, line(1000, '2026-11-30'))).debt).toBe(1000)
  })

  test('an older balance is refused, one of the same day replaces', () => {
    const state = { ...nothing, lastBalance: '2026-11-30' }
    expect(replaceBalance(state, line(1, '2026-10-31'))).toEqual({
      ok: false,
      code: 'older-balance',
      lastBalance: '2026-11-30',
    })
    expect(replaceBalance(state, line(1, '2026-11-30')).ok).toBe(true)
  })

  test('each posting says why it was made', () => {
    const payments = [{ paymentId: 'p1', credited: 300, crediting: '2026-12-01' }]
    const state = { ...nothing, bills: [{ billId: 'old', principal: 700, penalty: 0 }], payments }
    const replaced = replaceBalance(state, line(1000, '2026-11-30', 'new'))
    expect(replaced).toEqual({
      ok: true,
      postings: [
        { reason: 'replaced', billId: 'old', part: 'principal', amount: -700, paymentId: null },
        { reason: 'balance', billId: 'new', part: 'principal', amount: 1000, paymentId: null },
        { reason: 'not-yet-counted', billId: 'new', part: 'principal', amount: -300, paymentId: 'p1' },
      ],
    })
  })
})
