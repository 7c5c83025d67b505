import { describe, expect, test } from 'vitest'
import {
  type AllocationRules,
  allocate,
  type OpenBill,
  reverseAllocations,
  takeBack,
} from '../../src/main/domain/allocation.ts'

const rules: AllocationRules = { named: [], penaltyFirst: false, sameDay: 'priority' }
const bill = (billId: string, due: string, principal: number, penalty = 0, priority = 1): OpenBill => ({
  billId,
  due,
  principal,
  penalty,
  priority,
})
const september = bill('sep', '2026-10-15', 50000, 1000)
const october = bill('oct', '2026-11-16', 184250)

describe('spreading a payment', () => {
  test('the oldest due is paid first', () => {
    expect(allocate(60000, [october, bill('sep', '2026-10-15', 50000)], rules)).toEqual({
      allocations: [
        { billId: 'sep', part: 'principal', amount: 50000 },
        { billId: 'oct', part: 'principal', amount: 10000 },
      ],
      advance: 0,
    })
  })

  test('penalties come after all principal', () => {
    const { allocations } = allocate(235000, [september, october], rules)
    expect(allocations.map((one) => [one.billId, one.part, one.amount])).toEqual([
      ['sep', 'principal', 50000],
      ['oct', 'principal', 184250],
      ['sep', 'penalty', 750],
    ])
  })

  test('a contract may put penalties first', () => {
    const { allocations } = allocate(1500, [september, october], { ...rules, penaltyFirst: true })
    expect(allocations.map((one) => [one.billId, one.part, one.amount])).toEqual([
      ['sep', 'penalty', 1000],
      ['sep', 'principal', 500],
    ])
  })

  test('a bill that the payer named comes before older ones, with its penalty', () => {
    const named = { ...bill('nov', '2026-12-15', 10000, 200) }
    const { allocations } = allocate(10500, [september, october, named], { ...rules, named: ['nov'] })
    expect(allocations.map((one) => [one.billId, one.part, one.amount])).toEqual([
      ['nov', 'principal', 10000],
      ['nov', 'penalty', 200],
      ['sep', 'principal', 300],
    ])
  })

  test('a named bill that is not there is passed over', () => {
    expect(allocate(100, [october], { ...rules, named: ['gone'] }).allocations).toHaveLength(1)
  })

  test('more than the debt leaves an advance', () => {
    expect(allocate(200000, [october], rules)).toEqual({
      allocations: [{ billId: 'oct', part: 'principal', amount: 184250 }],
      advance: 15750,
    })
  })

  test('a kopeck less leaves a kopeck owed', () => {
    expect(allocate(184249, [october], rules).allocations).toEqual([
      { billId: 'oct', part: 'principal', amount: 184249 },
    ])
  })

  test('nothing paid allocates nothing', () => {
    expect(allocate(0, [october], rules)).toEqual({ allocations: [], advance: 0 })
  })

  test('bills of one day follow the provider’s priority', () => {
    const heat = bill('heat', '2026-11-16', 100, 0, 2)
    const water = bill('water', '2026-11-16', 100, 0, 1)
    expect(allocate(150, [heat, water], rules).allocations.map((one) => one.billId)).toEqual([
      'water',
      'heat',
    ])
  })

  test('or share pro rata, the odd kopecks to the largest remainders', () => {
    const three = ['a', 'b', 'c'].map((id) => bill(id, '2026-11-16', 3333))
    const { allocations } = allocate(1000, three, { ...rules, sameDay: 'pro-rata' })
    expect(allocations.map((one) => one.amount)).toEqual([334, 333, 333])
    const uneven = [bill('a', '2026-11-16', 100), bill('b', '2026-11-16', 199)]
    expect(
      allocate(100, uneven, { ...rules, sameDay: 'pro-rata' }).allocations.map((one) => one.amount),
    ).toEqual([33, 67])
  })

  test('a bill overpaid by a correction takes nothing', () => {
    expect(allocate(100, [bill('a', '2026-11-16', -500)], rules)).toEqual({ allocations: [], advance: 100 })
  })

  test('a negative payment and a bill listed twice are bugs', () => {
    expect(() => allocate(-1, [october], rules)).toThrow(RangeError)
    expect(() => allocate(1, [october, october], rules)).toThrow(RangeError)
  })
})

describe('taking a payment back', () => {
  const paid = allocate(240000, [september, october], rules)

  test('a reversal returns every allocation, the last first', () => {
    expect(reverseAllocations(paid).allocations.map((one) => one.billId)).toEqual(['sep', 'oct', 'sep'])
    expect(reverseAllocations(paid).advance).toBe(paid.advance)
  })

  test('a partial refund takes the advance first, then from the last allocation', () => {
    expect(takeBack(paid, 5000)).toEqual({
      allocations: [{ billId: 'sep', part: 'penalty', amount: 250 }],
      advance: 4750,
    })
  })

  test('more than was paid cannot be taken back', () => {
    expect(() => takeBack(paid, 240001)).toThrow(RangeError)
  })
})
