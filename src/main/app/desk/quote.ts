import type { z } from 'zod'
import type { PayLine, Quote } from '../../../shared/contract/desk.ts'
import { splitSum } from '../../domain/fee.ts'
import { Failure, fail } from '../calls/failure.ts'
import { feeTerms } from '../money/fee-terms.ts'
import type { Instant } from '../ports/clock.ts'
import type { Reader } from '../ports/store.ts'
import { type AccountFacts, accountFacts } from './account-facts.ts'
import type { DeskBooks } from './desk-client.ts'
import { datesAt, type Terms, termsOf } from './terms.ts'

type Line = z.output<typeof PayLine>

/** What is paid to one account in a visit, with what it costs and when it arrives. */
export interface QuotedPayment {
  readonly account: AccountFacts
  readonly terms: Terms
  /** Bills the payer named, with how much of each. */
  readonly named: readonly { readonly billId: number; readonly sum_kop: number }[]
  /** What goes to the account, the fee not in it. */
  readonly sum_kop: number
  /** The payer's share of the fee. */
  readonly fee_kop: number
  readonly total_kop: number
  readonly countingDay: string
  readonly creditingDay: string
}

const quoteAccount = (
  read: Reader,
  accountId: number,
  lines: readonly Line[],
  at: Instant,
  books: DeskBooks,
): QuotedPayment | Failure => {
  const account = accountFacts(read, accountId)
  if (account === undefined) return fail('not-found', { what: 'account', id: accountId })
  const terms = termsOf(read, account.providerId, books.offices.zone(read).dayOf(at))
  if (terms === null) return fail('not-found', { what: 'contract', provider: account.provider })
  const sum = lines.reduce((all, line) => all + line.sum_kop, 0)
  const split = splitSum(sum, feeTerms(terms.fee))
  const dates = datesAt(read, terms, at, books)
  return {
    account,
    terms,
    named: lines.flatMap((line) =>
      line.billId === null ? [] : [{ billId: line.billId, sum_kop: line.sum_kop }],
    ),
    sum_kop: split.credited,
    fee_kop: split.bearer === 'payer' ? split.fee : 0,
    total_kop: split.total,
    countingDay: dates.counting,
    creditingDay: dates.crediting,
  }
}

/** Groups a visit's lines into one payment an account, in the order they were given. */
export const quotePayments = (
  read: Reader,
  lines: readonly Line[],
  at: Instant,
  books: DeskBooks,
): QuotedPayment[] | Failure => {
  const payments: QuotedPayment[] = []
  for (const [accountId, own] of Map.groupBy(lines, (line) => line.accountId)) {
    const payment = quoteAccount(read, accountId, own, at, books)
    if (payment instanceof Failure) return payment
    payments.push(payment)
  }
  return payments
}

const total = (payments: readonly QuotedPayment[], of: (one: QuotedPayment) => number): number =>
  payments.reduce((all, one) => all + of(one), 0)

export const quoteView = (payments: readonly QuotedPayment[]): z.output<typeof Quote> => ({
  lines: payments.map((one) => ({
    accountId: one.account.id,
    sum_kop: one.sum_kop,
    fee_kop: one.fee_kop,
    countingDay: one.countingDay,
    creditingDay: one.creditingDay,
  })),
  sum_kop: total(payments, (one) => one.sum_kop),
  fee_kop: total(payments, (one) => one.fee_kop),
  total_kop: total(payments, (one) => one.total_kop),
})
