import { replaceBalance } from '../../domain/debt.ts'
import { addAllocation, addEntry, coverBill, openBillsOf, refreshAccount } from '../money/ledger.ts'
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
      .select(['id', 'sum_kop', 'crediting_day', 'advance_left_kop'])
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
  const entry = { accountId, day: posting.day, at: posting.at, kind: 'adjustment' } as const
  for (const one of open) {
    coverBill(tx, one, { adjusted_kop: -one.left_kop })
    addEntry(tx, { ...entry, billId: one.id, paymentId: null, amount_kop: -one.left_kop })
  }
  tx.run(
    sql
      .updateTable('payment')
      .set({ advance_left_kop: 0 })
      .where('account_id', '=', accountId)
      .where('advance_left_kop', '>', 0),
  )
  addEntry(tx, { ...entry, kind: 'charge', billId: bill.id, paymentId: null, amount_kop: bill.amount_kop })
  let left_kop = bill.left_kop
  let paid_kop = 0
  for (const payment of payments) {
    const covered_kop = Math.min(payment.sum_kop, left_kop)
    left_kop -= covered_kop
    paid_kop += covered_kop
    if (covered_kop > 0) addAllocation(tx, payment.id, bill.id, covered_kop)
    if (payment.sum_kop > covered_kop)
      tx.run(
        sql
          .updateTable('payment')
          .set({ advance_left_kop: payment.sum_kop - covered_kop })
          .where('id', '=', payment.id),
      )
  }
  if (paid_kop > 0) {
    coverBill(tx, bill, { paid_kop })
    addEntry(tx, { ...entry, billId: bill.id, paymentId: null, amount_kop: -paid_kop })
  }
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
