import { replaceBalance } from '../../domain/debt.ts'
import {
  addAllocation,
  addEntry,
  type Cause,
  coverBill,
  holdAdvance,
  openBillsOf,
  refreshAccount,
} from '../money/ledger.ts'
import { insertRows } from '../ports/bulk.ts'
import { sql } from '../ports/sql.ts'
import type { Writer } from '../ports/store.ts'
import type { BillRow, RegistryRowRow } from '../ports/tables/money-rows.ts'
import { accountOfRow, billOfRow, type Posting } from './post-charges.ts'

/** Payments of an account that were not undone, and are young enough that a provider may not have counted them. */
const recentPayments = (tx: Writer, accountId: number, countedThrough: string) =>
  tx.all(
    sql
      .selectFrom('payment')
      .select(['id', 'account_id', 'sum_kop', 'crediting_day'])
      .where('account_id', '=', accountId)
      .where('reverses_id', 'is', null)
      .where('reversed_by_id', 'is', null)
      .where('crediting_day', '>', countedThrough)
      .orderBy('id'),
  )

const lastBalanceDay = (tx: Writer, accountId: number): string | null =>
  tx.first(
    sql
      .selectFrom('bill')
      .innerJoin('registry', 'registry.id', 'bill.registry_id')
      .select('registry.as_of_day')
      .where('bill.account_id', '=', accountId)
      .where('bill.kind', '=', 'balance')
      .orderBy('registry.as_of_day', 'desc')
      .limit(1),
  )?.as_of_day ?? null

const insertBill = (tx: Writer, bill: BillRow): void => {
  const columns = Object.keys(bill).filter((key): key is keyof BillRow => key in bill)
  for (const insert of insertRows('bill', columns, [bill])) tx.run(insert)
}

const paymentsAhead = (tx: Writer, accountId: number) =>
  tx.all(
    sql
      .selectFrom('payment')
      .select(['id', 'account_id', 'advance_left_kop'])
      .where('account_id', '=', accountId)
      .where('advance_left_kop', '>', 0)
      .orderBy('id'),
  )

/** Payments that the provider had not counted cover the new balance; what it does not need is their advance. */
const takeOver = (
  tx: Writer,
  bill: BillRow,
  payments: ReturnType<typeof recentPayments>,
  cause: Cause,
): void => {
  let paid_kop = 0
  for (const payment of payments) {
    const covered_kop = Math.min(payment.sum_kop, bill.left_kop - paid_kop)
    if (covered_kop > 0) {
      addAllocation(tx, payment.id, bill.id, covered_kop)
      coverBill(tx, { ...bill, paid_kop }, { paid_kop: covered_kop }, { ...cause, paymentId: payment.id })
    }
    paid_kop += covered_kop
    holdAdvance(tx, { ...payment, advance_left_kop: 0 }, payment.sum_kop - covered_kop, cause)
  }
}

const postOne = (tx: Writer, row: RegistryRowRow, asOf: string, posting: Posting): boolean => {
  const accountId = accountOfRow(tx, row, posting)
  const open = openBillsOf(tx, accountId)
  const payments = recentPayments(tx, accountId, asOf)
  const bill = billOfRow(tx.nextId('bill'), accountId, row, posting)
  const account = tx.first(sql.selectFrom('account').select('advance_kop').where('id', '=', accountId))
  const replaced = replaceBalance(
    {
      bills: open.map((one) => ({ billId: String(one.id), principal: one.left_kop, penalty: 0 })),
      advance: account?.advance_kop ?? 0,
      lastBalance: lastBalanceDay(tx, accountId),
      payments: payments.map((one) => ({
        paymentId: String(one.id),
        credited: one.sum_kop,
        crediting: one.crediting_day,
      })),
    },
    { billId: String(bill.id), balance: row.amount_kop ?? 0, asOf, moment: 'end' },
  )
  if (!replaced.ok) return false
  insertBill(tx, bill)
  const cause = { day: posting.day, at: posting.at, kind: 'adjustment', paymentId: null } as const
  for (const one of open) coverBill(tx, one, { adjusted_kop: -one.left_kop }, cause)
  for (const payment of paymentsAhead(tx, accountId)) holdAdvance(tx, payment, 0, cause)
  addEntry(tx, { ...cause, accountId, kind: 'charge', billId: bill.id, amount_kop: bill.amount_kop })
  takeOver(tx, bill, payments, cause)
  refreshAccount(tx, accountId)
  tx.run(sql.updateTable('account').set({ debt_day: asOf }).where('id', '=', accountId))
  return true
}

/**
 * Posts balances: each replaces what was owed before, less the payments that the provider had not counted on its
 * day. Two months of balances never add up to a double debt. Gives the rows that were older than what is posted.
 */
export const postBalances = (
  tx: Writer,
  rows: readonly RegistryRowRow[],
  asOf: string,
  posting: Posting,
): RegistryRowRow[] => rows.filter((row) => !postOne(tx, row, asOf, posting))
