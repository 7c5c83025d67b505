import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'
import type { AllocationRow, BillRow, EntryRow, PaymentRow } from '../ports/tables/money-rows.ts'
import type { AccountRow } from '../ports/tables/trade-rows.ts'
import type { IdRange } from './pass.ts'

/** All that the office knows of one account's money. */
export interface AccountBooks {
  readonly account: AccountRow
  readonly bills: readonly BillRow[]
  readonly payments: readonly PaymentRow[]
  readonly allocations: readonly AllocationRow[]
  readonly entries: readonly EntryRow[]
}

/** The books of a range of accounts, and how many rows they are. */
export const readBooks = (
  read: Reader,
  { after, upTo }: IdRange,
): { books: AccountBooks[]; rows: number } => {
  const accounts = read.all(
    sql.selectFrom('account').selectAll().where('id', '>', after).where('id', '<=', upTo).orderBy('id'),
  )
  const bills = read.all(
    sql.selectFrom('bill').selectAll().where('account_id', '>', after).where('account_id', '<=', upTo),
  )
  const payments = read.all(
    sql.selectFrom('payment').selectAll().where('account_id', '>', after).where('account_id', '<=', upTo),
  )
  const allocations = read.all(
    sql
      .selectFrom('payment')
      .innerJoin('allocation', 'allocation.payment_id', 'payment.id')
      .selectAll('allocation')
      .select('payment.account_id')
      .where('payment.account_id', '>', after)
      .where('payment.account_id', '<=', upTo),
  )
  const entries = read.all(
    sql.selectFrom('entry').selectAll().where('account_id', '>', after).where('account_id', '<=', upTo),
  )
  const billsOf = Map.groupBy(bills, (row) => row.account_id)
  const paymentsOf = Map.groupBy(payments, (row) => row.account_id)
  const allocationsOf = Map.groupBy(allocations, (row) => row.account_id)
  const entriesOf = Map.groupBy(entries, (row) => row.account_id)
  return {
    books: accounts.map((account) => ({
      account,
      bills: billsOf.get(account.id) ?? [],
      payments: paymentsOf.get(account.id) ?? [],
      allocations: allocationsOf.get(account.id) ?? [],
      entries: entriesOf.get(account.id) ?? [],
    })),
    rows: accounts.length + bills.length + payments.length + allocations.length + entries.length,
  }
}
