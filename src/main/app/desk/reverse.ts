import type { ChainedLog } from '../calls/chained-log.ts'
import { type Failure, fail } from '../calls/failure.ts'
import type { CallContext } from '../calls/handlers.ts'
import { queueMessage } from '../messages/queue-message.ts'
import {
  addEntry,
  type Cause,
  coverBill,
  holdAdvance,
  refreshAccount,
  spendAdvance,
} from '../money/ledger.ts'
import { openShiftId } from '../office/shift.ts'
import { sql } from '../ports/sql.ts'
import type { Writer } from '../ports/store.ts'
import type { AllocationRow, BillRow, PaymentRow } from '../ports/tables/money-rows.ts'
import { accountFacts } from './account-facts.ts'
import type { DeskBooks } from './desk-client.ts'

/**
 * The allocations that still hold. A balance that did not count this payment wrote off the bills before it and took
 * the money over to its own, so what the payment once covered of older bills is not given back.
 */
const livingAllocations = (tx: Writer, payment: PaymentRow): AllocationRow[] => {
  const moved = tx.first(
    sql
      .selectFrom('bill')
      .innerJoin('registry', 'registry.id', 'bill.registry_id')
      .select('bill.id')
      .where('bill.account_id', '=', payment.account_id)
      .where('bill.kind', '=', 'balance')
      .where('bill.created_at', '>=', payment.at)
      .where('registry.as_of_day', '<', payment.crediting_day)
      .orderBy('bill.id', 'desc')
      .limit(1),
  )
  return tx
    .all(sql.selectFrom('allocation').selectAll().where('payment_id', '=', payment.id).orderBy('id', 'desc'))
    .filter((allocation) => allocation.bill_id >= (moved?.id ?? 0))
}

const newestBill = (tx: Writer, accountId: number): BillRow | undefined =>
  tx.first(
    sql.selectFrom('bill').selectAll().where('account_id', '=', accountId).orderBy('id', 'desc').limit(1),
  )

const giveBack = (tx: Writer, payment: PaymentRow, cause: Cause, prepaid: boolean): void => {
  let held_kop = payment.sum_kop
  for (const allocation of livingAllocations(tx, payment)) {
    const bill = tx.first(sql.selectFrom('bill').selectAll().where('id', '=', allocation.bill_id))
    if (bill === undefined) continue
    coverBill(tx, bill, { paid_kop: -allocation.amount_kop }, cause)
    held_kop -= allocation.amount_kop
  }
  holdAdvance(tx, payment, 0, cause)
  held_kop -= payment.advance_left_kop
  if (held_kop <= 0) return
  if (prepaid) {
    const free = { ...cause, accountId: payment.account_id, billId: null }
    addEntry(tx, { ...free, amount_kop: held_kop })
    addEntry(tx, { ...free, kind: 'adjustment', amount_kop: -held_kop })
    return
  }
  // The provider's balance has already counted this money: without it that balance owes as much more.
  const bill = newestBill(tx, payment.account_id)
  if (bill !== undefined) coverBill(tx, bill, { adjusted_kop: held_kop }, cause)
}

/** The visit in which the money went back out of the till, by the tender it had come by. */
const visitBack = (
  tx: Writer,
  payment: PaymentRow,
  shiftId: number,
  day: string,
  call: CallContext,
): number => {
  const visit = tx.first(sql.selectFrom('visit').selectAll().where('id', '=', payment.visit_id))
  const total_kop = payment.sum_kop + payment.fee_kop
  const id = tx.nextId('visit')
  tx.run(
    sql.insertInto('visit').values({
      id,
      shift_id: shiftId,
      operator_id: call.operator?.id ?? 0,
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
  return id
}

const tellReversed = (tx: Writer, payment: PaymentRow, id: number, call: CallContext): void => {
  const phone =
    payment.phone_id === null
      ? undefined
      : tx.first(sql.selectFrom('phone').select('e164').where('id', '=', payment.phone_id))
  if (phone === undefined) return
  queueMessage(tx, {
    lane: 'confirmation',
    args: { kind: 'reversed', paymentId: id },
    recipient: phone.e164,
    dedupeKey: `reversed:${payment.id}`,
    at: call.now,
    accountId: payment.account_id,
    operatorId: call.operator?.id ?? 0,
    paymentId: id,
  })
}

/** Undoes a payment by a payment of the opposite sign that names its reason; nothing is deleted. */
export const reversePayment = (
  tx: Writer,
  input: { readonly paymentId: number; readonly reason: string },
  call: CallContext,
  books: DeskBooks,
  log: ChainedLog,
): number | Failure => {
  const shiftId = openShiftId(tx)
  if (shiftId === null) return fail('shift.closed')
  const payment = tx.first(sql.selectFrom('payment').selectAll().where('id', '=', input.paymentId))
  if (payment === undefined) return fail('not-found', { what: 'payment', id: input.paymentId })
  if (payment.reversed_by_id !== null || payment.reverses_id !== null) return fail('payment.reversed')
  const day = books.offices.zone(tx).dayOf(call.now)
  const operatorId = call.operator?.id ?? 0
  const visitId = visitBack(tx, payment, shiftId, day, call)
  const id = tx.nextId('payment')
  const last = tx.first(sql.selectFrom('payment').select('number').orderBy('number', 'desc').limit(1))
  const before = tx.first(sql.selectFrom('account').select('debt_kop').where('id', '=', payment.account_id))
  const prepaid = accountFacts(tx, payment.account_id)?.billing === 'prepaid'
  giveBack(tx, payment, { kind: 'reversal', paymentId: id, day, at: call.now }, prepaid)
  tx.run(sql.updateTable('payment').set({ reversed_by_id: id }).where('id', '=', payment.id))
  spendAdvance(tx, payment.account_id, { day, at: call.now })
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
  tellReversed(tx, payment, id, call)
  return id
}
