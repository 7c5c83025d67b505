import { addDays, type Day } from '../../shared/days.ts'
import type { Kopecks } from '../../shared/money.ts'

/** Where an entry of an account's ledger counts. */
export type LedgerPart = 'principal' | 'penalty' | 'advance'

/**
 * One entry of an account's ledger. On a bill, above zero is owed and below zero covers; on the advance, above
 * zero is money held for the client.
 */
export interface LedgerEntry {
  /** Null for the advance. */
  readonly billId: string | null
  readonly part: LedgerPart
  readonly amount: Kopecks
}

export interface Outstanding {
  readonly billId: string
  readonly principal: Kopecks
  readonly penalty: Kopecks
}

/** What follows from a ledger; the stored balances must equal it at any time. */
export interface AccountBalance {
  readonly bills: readonly Outstanding[]
  /** The sum of what the bills still owe. */
  readonly debt: Kopecks
  readonly advance: Kopecks
}

/** The debt and advance of one account, computed from all its entries. */
export function balanceOf(entries: Iterable<LedgerEntry>): AccountBalance {
  const bills = new Map<string, { principal: Kopecks; penalty: Kopecks }>()
  let advance = 0
  for (const { billId, part, amount } of entries) {
    if (part === 'advance') {
      advance += amount
    } else if (billId === null) {
      throw new RangeError('an entry on a bill must name it')
    } else {
      const bill = bills.get(billId) ?? { principal: 0, penalty: 0 }
      bill[part] += amount
      bills.set(billId, bill)
    }
  }
  let debt = 0
  for (const bill of bills.values()) debt += bill.principal + bill.penalty
  if (!Number.isSafeInteger(debt) || !Number.isSafeInteger(advance))
    throw new RangeError('a balance is too large')
  return { bills: [...bills].map(([billId, bill]) => ({ billId, ...bill })), debt, advance }
}

/** A row of a balance registry: «сальдо на дату D». Above zero the client owes, below zero is overpaid. */
export interface BalanceLine {
  readonly billId: string
  readonly balance: Kopecks
  readonly asOf: Day
  /** Whether the provider means the balance at the beginning or at the end of that day. */
  readonly moment: 'start' | 'end'
}

/** A payment taken by the office and not reversed. */
export interface TakenPayment {
  readonly paymentId: string
  readonly credited: Kopecks
  /** When the provider gets it. */
  readonly crediting: Day
}

export interface AccountState {
  readonly bills: readonly Outstanding[]
  readonly advance: Kopecks
  /** The day of the last balance posted, null before the first. */
  readonly lastBalance: Day | null
  readonly payments: readonly TakenPayment[]
}

/** Why a posting of a balance was made. */
export type BalancePosting = LedgerEntry & {
  readonly reason: 'replaced' | 'balance' | 'not-yet-counted'
  /** The payment that the provider had not counted, for `not-yet-counted`. */
  readonly paymentId: string | null
}

export type BalanceReplacement =
  | { readonly ok: true; readonly postings: readonly BalancePosting[] }
  | { readonly ok: false; readonly code: 'older-balance'; readonly lastBalance: Day }

/**
 * The postings by which a new balance replaces all that was owed before, less the payments the provider had
 * not counted on that day. Balances of two months never add up to a double debt; an older one is refused.
 */
export function replaceBalance(state: AccountState, line: BalanceLine): BalanceReplacement {
  if (state.lastBalance !== null && line.asOf < state.lastBalance) {
    return { ok: false, code: 'older-balance', lastBalance: state.lastBalance }
  }
  const countedThrough = line.moment === 'end' ? line.asOf : addDays(line.asOf, -1)
  const uncounted = state.payments.filter((payment) => payment.crediting > countedThrough)
  const postings = clear(state)
  let owed = Math.max(line.balance, 0)
  postings.push(posting('balance', line.billId, 'principal', owed))
  postings.push(posting('balance', null, 'advance', Math.max(-line.balance, 0)))
  for (const { paymentId, credited } of uncounted) {
    const covered = Math.min(credited, owed)
    owed -= covered
    postings.push(posting('not-yet-counted', line.billId, 'principal', -covered, paymentId))
    postings.push(posting('not-yet-counted', null, 'advance', credited - covered, paymentId))
  }
  return { ok: true, postings: postings.filter((one) => one.amount !== 0) }
}

function clear(state: AccountState): BalancePosting[] {
  const old = state.bills.flatMap(({ billId, principal, penalty }) => [
    posting('replaced', billId, 'principal', -principal),
    posting('replaced', billId, 'penalty', -penalty),
  ])
  return [...old, posting('replaced', null, 'advance', -state.advance)]
}

function posting(
  reason: BalancePosting['reason'],
  billId: string | null,
  part: LedgerPart,
  amount: Kopecks,
  paymentId: string | null = null,
): BalancePosting {
  return { reason, billId, part, amount: amount === 0 ? 0 : amount, paymentId }
}
