import type { Day } from '../../../shared/days.ts'
import type { Kopecks } from '../../../shared/money.ts'
import { insertion } from '../ports/bulk.ts'
import type { Instant } from '../ports/clock.ts'
import { prepared } from '../ports/prepared.ts'
import { sql } from '../ports/sql.ts'
import type { Reader, Writer } from '../ports/store.ts'
import type { BillRow, EntryRow, PaymentRow } from '../ports/tables/money-rows.ts'

export interface LedgerNote {
  readonly accountId: number
  readonly kind: EntryRow['kind']
  /** Above zero is owed, below zero covers. */
  readonly amount_kop: Kopecks
  readonly billId: number | null
  readonly paymentId: number | null
  readonly day: Day
  readonly at: Instant
}

const insertEntry = insertion('entry', [
  'id',
  'account_id',
  'kind',
  'amount_kop',
  'bill_id',
  'payment_id',
  'day',
  'at',
])

/** Adds a line to the account's ledger; nothing ever changes or removes one. */
export const addEntry = (tx: Writer, note: LedgerNote): void =>
  tx.run(
    insertEntry({
      id: tx.nextId('entry'),
      account_id: note.accountId,
      kind: note.kind,
      amount_kop: note.amount_kop,
      bill_id: note.billId,
      payment_id: note.paymentId,
      day: note.day,
      at: note.at,
    }),
  )

const openBills = prepared((given: { accountId: number }) =>
  sql
    .selectFrom('bill')
    .selectAll()
    .where('account_id', '=', given.accountId)
    .where(({ eb, lit }) => eb('left_kop', '>', lit(0)))
    .orderBy('due_day')
    .orderBy('id'),
)

/** Bills of an account that are not covered yet, oldest due first. */
export const openBillsOf = (read: Reader, accountId: number): BillRow[] => read.all(openBills({ accountId }))

/** Why a balance moves, for the ledger line that goes with every move. */
export type Cause = Pick<LedgerNote, 'kind' | 'paymentId' | 'day' | 'at'>

type Covered = Pick<BillRow, 'id' | 'account_id' | 'amount_kop' | 'paid_kop' | 'adjusted_kop'>

const setCover = prepared(
  (given: { id: number; paid_kop: Kopecks; adjusted_kop: Kopecks; left_kop: Kopecks }) =>
    sql
      .updateTable('bill')
      .set({ paid_kop: given.paid_kop, adjusted_kop: given.adjusted_kop, left_kop: given.left_kop })
      .where('id', '=', given.id),
)

/**
 * Moves what covers a bill: more paid (or less, in a reversal), more written off by a newer registry. The ledger
 * gets the same move, so that its lines of a bill always add up to what is left of it.
 */
export const coverBill = (
  tx: Writer,
  bill: Covered,
  by: { readonly paid_kop?: Kopecks; readonly adjusted_kop?: Kopecks },
  cause: Cause,
): void => {
  const paid_kop = bill.paid_kop + (by.paid_kop ?? 0)
  const adjusted_kop = bill.adjusted_kop + (by.adjusted_kop ?? 0)
  const left_kop = bill.amount_kop + adjusted_kop - paid_kop
  tx.run(setCover({ id: bill.id, paid_kop, adjusted_kop, left_kop }))
  const amount_kop = (by.adjusted_kop ?? 0) - (by.paid_kop ?? 0)
  addEntry(tx, { ...cause, accountId: bill.account_id, billId: bill.id, amount_kop })
}

/** Sets what is left of a payment's advance; the ledger's lines without a bill always add up to minus the advance. */
export const holdAdvance = (
  tx: Writer,
  payment: Pick<PaymentRow, 'id' | 'account_id' | 'advance_left_kop'>,
  left_kop: Kopecks,
  cause: Omit<Cause, 'paymentId'>,
): void => {
  if (left_kop === payment.advance_left_kop) return
  tx.run(sql.updateTable('payment').set({ advance_left_kop: left_kop }).where('id', '=', payment.id))
  const amount_kop = payment.advance_left_kop - left_kop
  addEntry(tx, {
    ...cause,
    paymentId: payment.id,
    accountId: payment.account_id,
    billId: null,
    amount_kop,
  })
}

const debtOf = prepared((given: { accountId: number }) =>
  sql
    .selectFrom('bill')
    .select(({ fn }) => fn.sum<number | null>('left_kop').as('sum'))
    .where('account_id', '=', given.accountId)
    .where(({ eb, lit }) => eb('left_kop', '>', lit(0))),
)

const advanceOf = prepared((given: { accountId: number }) =>
  sql
    .selectFrom('payment')
    .select(({ fn }) => fn.sum<number | null>('advance_left_kop').as('sum'))
    .where('account_id', '=', given.accountId)
    .where(({ eb, lit }) => eb('advance_left_kop', '>', lit(0))),
)

const setBalance = prepared((given: { id: number; debt_kop: Kopecks; advance_kop: Kopecks }) =>
  sql
    .updateTable('account')
    .set({ debt_kop: given.debt_kop, advance_kop: given.advance_kop })
    .where('id', '=', given.id),
)

/** Brings the account's debt and advance back in line with its bills and payments. */
export const refreshAccount = (
  tx: Writer,
  accountId: number,
): { debt_kop: Kopecks; advance_kop: Kopecks } => {
  const debt = tx.first(debtOf({ accountId }))
  const advance = tx.first(advanceOf({ accountId }))
  const balance = { debt_kop: debt?.sum ?? 0, advance_kop: advance?.sum ?? 0 }
  tx.run(setBalance({ id: accountId, ...balance }))
  return balance
}

const insertAllocation = insertion('allocation', ['id', 'payment_id', 'bill_id', 'amount_kop'])

export const addAllocation = (tx: Writer, paymentId: number, billId: number, amount_kop: Kopecks): void =>
  tx.run(
    insertAllocation({ id: tx.nextId('allocation'), payment_id: paymentId, bill_id: billId, amount_kop }),
  )

/** Lets the account's advance cover bills that came after it, the oldest money first. */
export const spendAdvance = (tx: Writer, accountId: number, when: Pick<Cause, 'day' | 'at'>): void => {
  const payments = tx.all(
    sql
      .selectFrom('payment')
      .select(['id', 'account_id', 'advance_left_kop'])
      .where('account_id', '=', accountId)
      .where('advance_left_kop', '>', 0)
      .orderBy('id'),
  )
  if (payments.length === 0) return
  let bills = openBillsOf(tx, accountId)
  for (const payment of payments) {
    let left_kop = payment.advance_left_kop
    for (const bill of bills) {
      const amount_kop = Math.min(left_kop, bill.left_kop)
      if (amount_kop === 0) continue
      addAllocation(tx, payment.id, bill.id, amount_kop)
      coverBill(tx, bill, { paid_kop: amount_kop }, { ...when, kind: 'payment', paymentId: payment.id })
      left_kop -= amount_kop
    }
    holdAdvance(tx, payment, left_kop, { ...when, kind: 'payment' })
    bills = openBillsOf(tx, accountId)
  }
}
