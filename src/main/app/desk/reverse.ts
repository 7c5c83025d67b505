import { dayOf } from '../../../shared/days.ts'
import type { ChainedLog } from '../calls/chained-log.ts'
import { type Failure, fail } from '../calls/failure.ts'
import type { CallContext } from '../calls/handlers.ts'
import { queueMessage } from '../messages/queue-message.ts'
import { addEntry, coverBill, refreshAccount } from '../money/ledger.ts'
import { openShift } from '../office/shift.ts'
import { sql } from '../ports/sql.ts'
import type { Writer } from '../ports/store.ts'
import type { PaymentRow } from '../ports/tables/money-rows.ts'
import type { DeskBooks } from './desk-client.ts'

const giveBack = (tx: Writer, payment: PaymentRow, reversalId: number, day: string, at: number): void => {
  const allocations = tx.all(
    sql.selectFrom('allocation').selectAll().where('payment_id', '=', payment.id).orderBy('id', 'desc'),
  )
  const entry = { accountId: payment.account_id, kind: 'reversal', paymentId: reversalId, day, at } as const
  for (const allocation of allocations) {
    const bill = tx.first(sql.selectFrom('bill').selectAll().where('id', '=', allocation.bill_id))
    if (bill === undefined) continue
    coverBill(tx, bill, { paid_kop: -allocation.amount_kop })
    addEntry(tx, { ...entry, billId: bill.id, amount_kop: allocation.amount_kop })
  }
  const covered_kop = allocations.reduce((all, one) => all + one.amount_kop, 0)
  const advance_kop = payment.sum_kop - covered_kop
  if (advance_kop > 0) addEntry(tx, { ...entry, billId: null, amount_kop: advance_kop })
  tx.run(
    sql
      .updateTable('payment')
      .set({ advance_left_kop: 0, reversed_by_id: reversalId })
      .where('id', '=', payment.id),
  )
}

/** Undoes a payment by a payment of the opposite sign that names its reason; nothing is deleted. */
export const reversePayment = (
  tx: Writer,
  input: { readonly paymentId: number; readonly reason: string },
  call: CallContext,
  books: DeskBooks,
  log: ChainedLog,
): number | Failure => {
  const shift = openShift(tx)
  if (shift === null) return fail('shift.closed')
  const payment = tx.first(sql.selectFrom('payment').selectAll().where('id', '=', input.paymentId))
  if (payment === undefined) return fail('not-found', { what: 'payment', id: input.paymentId })
  if (payment.reversed_by_id !== null || payment.reverses_id !== null) return fail('payment.reversed')
  const visit = tx.first(sql.selectFrom('visit').selectAll().where('id', '=', payment.visit_id))
  const day = dayOf(call.now, books.offices.get(tx).timeZone)
  const operatorId = call.operator?.id ?? 0
  const total_kop = payment.sum_kop + payment.fee_kop
  const visitId = tx.nextId('visit')
  tx.run(
    sql.insertInto('visit').values({
      id: visitId,
      shift_id: shift.id,
      operator_id: operatorId,
      at: call.now,
      day,
      tender: visit?.tender ?? 'cash',
      sum_kop: -payment.sum_kop,
      fee_kop: -payment.fee_kop,
      total_kop: -total_kop,
      received_kop: -total_kop,
      change_kop: 0,
      printed_at: null,
    }),
  )
  const id = tx.nextId('payment')
  const last = tx.first(sql.selectFrom('payment').select('number').orderBy('number', 'desc').limit(1))
  const before = tx.first(sql.selectFrom('account').select('debt_kop').where('id', '=', payment.account_id))
  giveBack(tx, payment, id, day, call.now)
  const after = refreshAccount(tx, payment.account_id)
  tx.run(
    sql.insertInto('payment').values({
      ...payment,
      id,
      number: (last?.number ?? 0) + 1,
      visit_id: visitId,
      sum_kop: -payment.sum_kop,
      fee_kop: -payment.fee_kop,
      advance_kop: 0,
      advance_left_kop: 0,
      debt_before_kop: before?.debt_kop ?? 0,
      debt_after_kop: after.debt_kop,
      counting_day: day,
      crediting_day: day,
      at: call.now,
      day,
      reverses_id: payment.id,
      reversed_by_id: null,
      reason: input.reason,
    }),
  )
  log.append(tx, {
    at: call.now,
    operatorId,
    action: 'payment.reverse',
    subject: 'payment',
    subjectId: id,
    details: { reverses: payment.id, sum_kop: payment.sum_kop },
  })
  const phone =
    payment.phone_id === null
      ? undefined
      : tx.first(sql.selectFrom('phone').select('e164').where('id', '=', payment.phone_id))
  if (phone !== undefined)
    queueMessage(tx, {
      lane: 'confirmation',
      args: { kind: 'reversed', paymentId: id },
      recipient: phone.e164,
      dedupeKey: `reversed:${payment.id}`,
      at: call.now,
      accountId: payment.account_id,
      operatorId,
      paymentId: id,
    })
  return id
}
