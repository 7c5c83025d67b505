import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AllocationRules,
  allocate,
  type OpenBill,
  reverseAllocations,
  takeBack,
} from '../../src/main/domain/allocation.ts'
import { balanceOf, replaceBalance } from '../../src/main/domain/debt.ts'
import { type FeeTerms, feeOf, splitSum, splitTotal } from '../../src/main/domain/fee.ts'
import {
  formatMoney,
  formatSmsMoney,
  parseMoney,
  parseSignedMoney,
  sumMoney,
} from '../../src/shared/money.ts'

const amount = fc.nat(10_000_000)
const day = fc.constantFrom('2026-09-15', '2026-10-15', '2026-11-16')
const bills: fc.Arbitrary<OpenBill[]> = fc.uniqueArray(
  fc.record({
    billId: fc.stringMatching(/^[a-f]$/),
    due: day,
    principal: amount,
    penalty: fc.nat(50_000),
    priority: fc.nat(3),
  }),
  { selector: (bill) => bill.billId },
)
const rules: fc.Arbitrary<AllocationRules> = fc.record({
  named: fc.array(fc.stringMatching(/^[a-h]$/), { maxLength: 3 }),
  penaltyFirst: fc.boolean(),
  sameDay: fc.constantFrom('priority' as const, 'pro-rata' as const),
})

describe('an amount', () => {
  test('comes back from every way of writing it', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (kopecks) => {
        expect(parseMoney(formatMoney(kopecks))).toBe(kopecks)
        expect(parseMoney(`${formatSmsMoney(kopecks)}р`)).toBe(kopecks)
        expect(parseSignedMoney(formatMoney(-kopecks))).toBe(kopecks === 0 ? 0 : -kopecks)
      }),
    )
  })

  test('read from any text is null or a safe number of kopecks, never below zero', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9 .,р\u00a0-]{0,24}$/), (text) => {
        const kopecks = parseMoney(text)
        expect(kopecks === null || (Number.isSafeInteger(kopecks) && kopecks >= 0)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('spreading a payment', () => {
  test('allocations and advance add up to it, and no bill gets more than it owes', () => {
    fc.assert(
      fc.property(amount, bills, rules, (payment, open, how) => {
        const { allocations, advance } = allocate(payment, open, how)
        expect(sumMoney(allocations.map((one) => one.amount)) + advance).toBe(payment)
        expect(advance).toBeGreaterThanOrEqual(0)
        for (const bill of open) {
          for (const part of ['principal', 'penalty'] as const) {
            const mine = allocations.filter((one) => one.billId === bill.billId && one.part === part)
            expect(mine.length).toBeLessThanOrEqual(1)
            expect(mine[0]?.amount ?? 0).toBeLessThanOrEqual(bill[part])
          }
        }
      }),
    )
  })

  test('an advance remains only when every bill is covered', () => {
    fc.assert(
      fc.property(amount, bills, rules, (payment, open, how) => {
        const owed = sumMoney(open.map((bill) => bill.principal + bill.penalty))
        expect(allocate(payment, open, how).advance).toBe(Math.max(payment - owed, 0))
      }),
    )
  })

  test('does not depend on the order in which the bills are listed', () => {
    fc.assert(
      fc.property(amount, bills, rules, (payment, open, how) => {
        expect(allocate(payment, open.toReversed(), how)).toEqual(allocate(payment, open, how))
      }),
    )
  })

  test('reversed, it leaves every bill and the advance as they were', () => {
    fc.assert(
      fc.property(amount, bills, rules, (payment, open, how) => {
        const paid = allocate(payment, open, how)
        const back = reverseAllocations(paid)
        const charges = open.flatMap(({ billId, principal, penalty }) => [
          { billId, part: 'principal' as const, amount: principal },
          { billId, part: 'penalty' as const, amount: penalty },
        ])
        const ledger = [
          ...charges,
          ...paid.allocations.map((one) => ({ ...one, amount: -one.amount })),
          { billId: null, part: 'advance' as const, amount: paid.advance },
          ...back.allocations,
          { billId: null, part: 'advance' as const, amount: -back.advance },
        ]
        expect(balanceOf(ledger)).toEqual(balanceOf(charges))
      }),
    )
  })

  test('a refund of any part takes back exactly that part', () => {
    fc.assert(
      fc.property(amount, fc.nat(100), bills, rules, (payment, percent, open, how) => {
        const asked = Math.floor((payment * percent) / 100)
        const back = takeBack(allocate(payment, open, how), asked)
        expect(sumMoney(back.allocations.map((one) => one.amount)) + back.advance).toBe(asked)
      }),
    )
  })
})

describe('a balance', () => {
  test('whatever was owed, afterwards the account owes it less what is on the way', () => {
    const payment = fc.record({
      paymentId: fc.stringMatching(/^p[0-9]$/),
      credited: fc.nat(500_000),
      crediting: fc.constantFrom('2026-11-29', '2026-11-30', '2026-12-01'),
    })
    const signed = fc.integer({ min: -500_000, max: 5_000_000 })
    fc.assert(
      fc.property(bills, amount, fc.array(payment), signed, (open, advance, payments, balance) => {
        const line = { billId: 'new', balance, asOf: '2026-11-30', moment: 'end' as const }
        const replaced = replaceBalance({ bills: open, advance, lastBalance: null, payments }, line)
        const before = open.flatMap(({ billId, principal, penalty }) => [
          { billId, part: 'principal' as const, amount: principal },
          { billId, part: 'penalty' as const, amount: penalty },
        ])
        const postings = replaced.ok ? replaced.postings : []
        const after = balanceOf([...before, { billId: null, part: 'advance', amount: advance }, ...postings])
        const onTheWay = payments.filter((one) => one.crediting > '2026-11-30').map((one) => one.credited)
        expect(after.debt - after.advance).toBe(balance - sumMoney(onTheWay))
        expect(after.debt).toBeGreaterThanOrEqual(0)
        expect(after.advance).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

describe('a fee', () => {
  const terms: fc.Arbitrary<FeeTerms> = fc.record({
    mode: fc.constantFrom('on-top' as const, 'inside' as const, 'from-provider' as const),
    basisPoints: fc.nat(1_000),
    fixed: fc.nat(5_000),
    steps: fc.array(
      fc.record({ from: fc.nat(1_000_000), basisPoints: fc.nat(1_000), fixed: fc.nat(5_000) }),
      { maxLength: 3 },
    ),
    min: fc.option(fc.nat(3_000)),
    max: fc.option(fc.integer({ min: 3_000, max: 50_000 })),
  })

  test('what the payer hands over is what is credited and the fee, where the payer bears it', () => {
    fc.assert(
      fc.property(amount, terms, (sum, contract) => {
        const split = splitSum(sum, contract)
        const borne = split.bearer === 'payer' ? split.fee : 0
        expect(split.credited + borne).toBe(split.total)
      }),
    )
  })

  test('a sum in hand is never exceeded, and a kopeck more to the account would not fit', () => {
    fc.assert(
      fc.property(fc.nat(2_000_000), terms, (hand, some) => {
        const contract = { ...some, mode: 'on-top' as const }
        const { credited, total } = splitTotal(hand, contract)
        expect(total).toBeLessThanOrEqual(hand)
        expect(credited + 1 + feeOf(credited + 1, contract)).toBeGreaterThan(hand)
      }),
    )
  })
})
