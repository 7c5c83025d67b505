import { compareDays, type Day } from '../../shared/days.ts'
import { type Kopecks, sumMoney } from '../../shared/money.ts'

/** What is still owed on one bill. */
export interface OpenBill {
  readonly billId: string
  readonly due: Day
  readonly principal: Kopecks
  readonly penalty: Kopecks
  /** The provider's order of bills due the same day, smaller first. */
  readonly priority: number
}

export type DebtPart = 'principal' | 'penalty'

/** A part of a payment that covers a part of a bill; always above zero. */
export interface Allocation {
  readonly billId: string
  readonly part: DebtPart
  readonly amount: Kopecks
}

export interface AllocationRules {
  /** Bills that the payer named, in that order; they come before all others. */
  readonly named: readonly string[]
  /** A contract's exception: ГК РФ, ст. 319 puts penalties after the principal. */
  readonly penaltyFirst: boolean
  /** How bills due the same day share what does not cover them all. */
  readonly sameDay: 'priority' | 'pro-rata'
}

export interface AllocationResult {
  readonly allocations: readonly Allocation[]
  /** What no bill takes. */
  readonly advance: Kopecks
}

interface Claim {
  readonly billId: string
  readonly part: DebtPart
  readonly owed: Kopecks
}

/**
 * Spreads a payment: named bills first, then the oldest due, principal before penalty. Allocations and advance
 * add up to the payment, and no bill gets more than it owes.
 */
export function allocate(
  payment: Kopecks,
  bills: readonly OpenBill[],
  rules: AllocationRules,
): AllocationResult {
  if (!Number.isSafeInteger(payment) || payment < 0) throw new RangeError(`not a payment: ${payment}`)
  let left = payment
  const allocations: Allocation[] = []
  for (const tier of tiersOf(bills, rules)) {
    const shares = shareOut(left, tier)
    for (const [index, { billId, part }] of tier.entries()) {
      const amount = shares[index] ?? 0
      if (amount > 0) allocations.push({ billId, part, amount })
      left -= amount
    }
  }
  return { allocations, advance: left }
}

/** What a full reversal posts: each allocation back, the last first, and the advance taken away. */
export function reverseAllocations(result: AllocationResult): AllocationResult {
  return { allocations: result.allocations.toReversed(), advance: result.advance }
}

/**
 * What a refund of a part takes back: the advance first, then the allocations from the last. Throws when more
 * is asked than the payment gave.
 */
export function takeBack(result: AllocationResult, amount: Kopecks): AllocationResult {
  const given = result.advance + sumMoney(result.allocations.map((one) => one.amount))
  if (amount < 0 || amount > given) throw new RangeError(`cannot take ${amount} back from ${given}`)
  const advance = Math.min(result.advance, amount)
  let left = amount - advance
  const allocations: Allocation[] = []
  for (const one of result.allocations.toReversed()) {
    const taken = Math.min(one.amount, left)
    if (taken > 0) allocations.push({ ...one, amount: taken })
    left -= taken
  }
  return { allocations, advance }
}

/** Claims in the order in which they are satisfied; those in one tier share. */
function tiersOf(bills: readonly OpenBill[], rules: AllocationRules): readonly (readonly Claim[])[] {
  const parts: readonly DebtPart[] = rules.penaltyFirst ? ['penalty', 'principal'] : ['principal', 'penalty']
  const byId = new Map(bills.map((bill) => [bill.billId, bill]))
  if (byId.size !== bills.length) throw new RangeError('a bill is listed twice')
  const named = [...new Set(rules.named)].flatMap((id) => byId.get(id) ?? [])
  const others = bills.filter((bill) => !rules.named.includes(bill.billId)).sort(byDue)
  const alone = named.flatMap((bill) => parts.map((part) => [claimOf(bill, part)]))
  return [...alone, ...parts.flatMap((part) => groupsOf(others, part, rules.sameDay))]
}

function groupsOf(
  bills: readonly OpenBill[],
  part: DebtPart,
  sameDay: AllocationRules['sameDay'],
): Claim[][] {
  if (sameDay === 'priority') return bills.map((bill) => [claimOf(bill, part)])
  const groups = new Map<Day, Claim[]>()
  for (const bill of bills) {
    const group = groups.get(bill.due) ?? []
    group.push(claimOf(bill, part))
    groups.set(bill.due, group)
  }
  return [...groups.values()]
}

/** Shares of a sum by what is owed, kopecks left over going to the largest remainders. */
function shareOut(sum: Kopecks, claims: readonly Claim[]): readonly Kopecks[] {
  const owed = sumMoney(claims.map((claim) => claim.owed))
  if (sum >= owed) return claims.map((claim) => claim.owed)
  const whole = BigInt(owed)
  const exact = claims.map((claim) => BigInt(sum) * BigInt(claim.owed))
  const shares = exact.map((one) => Number(one / whole))
  const remainders = exact.map((one, index) => ({ index, rest: one % whole }))
  const byRemainder = remainders.sort((a, b) =>
    a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1,
  )
  const leftOver = sum - sumMoney(shares)
  for (const { index } of byRemainder.slice(0, leftOver)) shares[index] = (shares[index] ?? 0) + 1
  return shares
}

function claimOf(bill: OpenBill, part: DebtPart): Claim {
  const owed = bill[part]
  if (!Number.isSafeInteger(owed)) throw new RangeError(`not an amount: ${owed}`)
  return { billId: bill.billId, part, owed: Math.max(owed, 0) }
}

function byDue(a: OpenBill, b: OpenBill): number {
  return compareDays(a.due, b.due) || a.priority - b.priority || compareText(a.billId, b.billId)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
