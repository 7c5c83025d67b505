import type { CallInput } from '../../../shared/contract/contract.ts'
import { allocate } from '../../domain/allocation.ts'
import type { ChainedLog } from '../calls/chained-log.ts'
import { Failure, fail } from '../calls/failure.ts'
import type { CallContext } from '../calls/handlers.ts'
import { queueMessage } from '../messages/queue-message.ts'
import { addAllocation, addEntry, coverBill, openBillsOf, refreshAccount } from '../money/ledger.ts'
import { heldBy } from '../office/clock-guard.ts'
import { openShiftId } from '../office/shift.ts'
import { insertion } from '../ports/bulk.ts'
import { prepared } from '../ports/prepared.ts'
import { sql } from '../ports/sql.ts'
import type { Writer } from '../ports/store.ts'
import type { DeskBooks } from './desk-client.ts'
import { type QuotedPayment, quotePayments, quoteView } from './quote.ts'

type PayInput = CallInput<'desk.pay'>

interface Taking {
  readonly visitId: number
  readonly at: number
  readonly day: string
  readonly orderId: number | null
  readonly phoneId: number | null
}

/** Spreads one payment over the account's bills: what the payer named first, then the oldest due. */
const spread = (tx: Writer, payment: QuotedPayment) => {
  const bills = openBillsOf(tx, payment.account.id)
  const namedParts: { billId: number; amount_kop: number }[] = []
  let free_kop = payment.sum_kop
  for (const { billId, sum_kop } of payment.named) {
    const bill = bills.find((one) => one.id === billId)
    const amount_kop = Math.min(sum_kop, bill?.left_kop ?? 0, free_kop)
    if (amount_kop > 0) namedParts.push({ billId, amount_kop })
    free_kop -= amount_kop
  }
  const takenOf = (billId: number): number =>
    namedParts.filter((part) => part.billId === billId).reduce((all, part) => all + part.amount_kop, 0)
  const rest = allocate(
    free_kop,
    bills.map((bill) => ({
      billId: String(bill.id),
      due: bill.due_day,
      principal: bill.left_kop - takenOf(bill.id),
      penalty: 0,
      priority: bill.id,
    })),
    { named: [], penaltyFirst: payment.terms.penaltyFirst, sameDay: 'priority' },
  )
  const parts = new Map<number, number>()
  const add = (billId: number, amount_kop: number): void => {
    parts.set(billId, (parts.get(billId) ?? 0) + amount_kop)
  }
  for (const part of namedParts) add(part.billId, part.amount_kop)
  for (const part of rest.allocations) add(Number(part.billId), part.amount)
  return { bills, parts, advance_kop: rest.advance }
}

const newestPayment = prepared(() =>
  sql.selectFrom('payment').select('number').orderBy('number', 'desc').limit(1),
)

const lastNumber = (tx: Writer): number => tx.first(newestPayment({}))?.number ?? 0

const insertPayment = insertion('payment', [
  'id',
  'number',
  'visit_id',
  'account_id',
  'sum_kop',
  'fee_kop',
  'advance_kop',
  'advance_left_kop',
  'debt_before_kop',
  'debt_after_kop',
  'counting_day',
  'crediting_day',
  'at',
  'day',
  'reverses_id',
  'reversed_by_id',
  'reason',
  'order_id',
  'phone_id',
])

const takePayment = (tx: Writer, payment: QuotedPayment, taking: Taking): { id: number; number: number } => {
  const { bills, parts, advance_kop } = spread(tx, payment)
  const id = tx.nextId('payment')
  const number = lastNumber(tx) + 1
  tx.run(
    insertPayment({
      id,
      number,
      visit_id: taking.visitId,
      account_id: payment.account.id,
      sum_kop: payment.sum_kop,
      fee_kop: payment.fee_kop,
      advance_kop,
      // Prepaid services have no bills: what is paid in is used up at the provider.
      advance_left_kop: payment.account.billing === 'prepaid' ? 0 : advance_kop,
      debt_before_kop: payment.account.debt_kop,
      debt_after_kop: payment.account.debt_kop - (payment.sum_kop - advance_kop),
      counting_day: payment.countingDay,
      crediting_day: payment.creditingDay,
      at: taking.at,
      day: taking.day,
      reverses_id: null,
      reversed_by_id: null,
      reason: null,
      order_id: taking.orderId,
      phone_id: taking.phoneId,
    }),
  )
  const cause = { kind: 'payment', paymentId: id, day: taking.day, at: taking.at } as const
  for (const bill of bills) {
    const amount_kop = parts.get(bill.id) ?? 0
    if (amount_kop === 0) continue
    addAllocation(tx, id, bill.id, amount_kop)
    coverBill(tx, bill, { paid_kop: amount_kop }, cause)
  }
  const free = { ...cause, accountId: payment.account.id, billId: null }
  if (advance_kop > 0) addEntry(tx, { ...free, amount_kop: -advance_kop })
  if (advance_kop > 0 && payment.account.billing === 'prepaid')
    addEntry(tx, { ...free, kind: 'charge', amount_kop: advance_kop })
  refreshAccount(tx, payment.account.id)
  return { id, number }
}

const checkPayments = (payments: readonly QuotedPayment[], input: PayInput): Failure | null => {
  for (const { account, terms, sum_kop } of payments) {
    const shown = input.shown.find((one) => one.accountId === account.id)
    if (shown === undefined || shown.debt_kop !== account.debt_kop)
      return fail('payment.debt-changed', { number: account.number, debt_kop: account.debt_kop })
    if (sum_kop < terms.minimum_kop) return fail('payment.below-minimum', { minimum_kop: terms.minimum_kop })
    if (sum_kop > terms.maximum_kop) return fail('payment.above-maximum', { maximum_kop: terms.maximum_kop })
  }
  const { total_kop } = quoteView(payments)
  if (total_kop !== input.total_kop) return fail('payment.amount', { total_kop })
  if (input.received_kop < total_kop)
    return fail('payment.received-too-little', { missing_kop: total_kop - input.received_kop })
  if (input.tender === 'card' && input.received_kop !== total_kop)
    return fail('payment.amount', { total_kop })
  return null
}

const phoneById = prepared((given: { id: number }) =>
  sql.selectFrom('phone').select(['e164', 'kind']).where('id', '=', given.id),
)

/** The phone a confirmation goes to; only a mobile can take one. */
const confirmationPhone = (tx: Writer, phoneId: number | null): { e164: string } | null => {
  if (phoneId === null) return null
  const phone = tx.first(phoneById({ id: phoneId }))
  return phone?.kind === 'mobile' ? phone : null
}

/** An order that is still open and is about an account of the visit; any other has nothing to do with it. */
const orderProblem = (
  tx: Writer,
  orderId: number | null,
  payments: readonly QuotedPayment[],
): Failure | null => {
  if (orderId === null) return null
  const order = tx.first(sql.selectFrom('pay_order').selectAll().where('id', '=', orderId))
  if (order === undefined) return fail('not-found', { what: 'order', id: orderId })
  const open = order.status === 'waiting' || order.status === 'confirmed' || order.status === 'expired'
  const fits = payments.some((payment) => payment.account.id === order.account_id)
  return open && fits ? null : fail('conflict.changed', { what: 'order', id: orderId })
}

const closeOrder = (tx: Writer, orderId: number, visitId: number): void => {
  const payment = tx.first(
    sql
      .selectFrom('payment')
      .innerJoin('pay_order', 'pay_order.account_id', 'payment.account_id')
      .select('payment.id')
      .where('payment.visit_id', '=', visitId)
      .where('pay_order.id', '=', orderId),
  )
  tx.run(
    sql
      .updateTable('pay_order')
      .set({ status: 'paid', payment_id: payment?.id ?? null })
      .where('id', '=', orderId),
  )
}

const confirm = (
  tx: Writer,
  paymentId: number,
  accountId: number,
  recipient: string,
  call: CallContext,
): void => {
  queueMessage(tx, {
    lane: 'confirmation',
    args: { kind: 'paid', paymentId },
    recipient,
    dedupeKey: `paid:${paymentId}`,
    at: call.now,
    accountId,
    operatorId: call.operator?.id ?? 0,
    paymentId,
  })
}

const insertVisit = insertion('visit', [
  'id',
  'shift_id',
  'operator_id',
  'at',
  'day',
  'tender',
  'sum_kop',
  'fee_kop',
  'total_kop',
  'received_kop',
  'change_kop',
  'printed_at',
])

/** Takes the money of one visit: all its payments or none. */
export const pay = (
  tx: Writer,
  input: PayInput,
  call: CallContext,
  books: DeskBooks,
  log: ChainedLog,
): { visitId: number; total_kop: number; change_kop: number } | Failure => {
  const shiftId = openShiftId(tx)
  if (shiftId === null) return fail('shift.closed')
  if (heldBy(tx) === 'clock') return fail('clock.backwards')
  const payments = quotePayments(tx, input.lines, call.now, books)
  if (payments instanceof Failure) return payments
  const refused = checkPayments(payments, input)
  if (refused !== null) return refused
  const strayOrder = orderProblem(tx, input.orderId, payments)
  if (strayOrder !== null) return strayOrder
  const sums = quoteView(payments)
  const visitId = tx.nextId('visit')
  const day = books.offices.zone(tx).dayOf(call.now)
  const operatorId = call.operator?.id ?? 0
  tx.run(
    insertVisit({
      id: visitId,
      shift_id: shiftId,
      operator_id: operatorId,
      at: call.now,
      day,
      tender: input.tender,
      sum_kop: sums.sum_kop,
      fee_kop: sums.fee_kop,
      total_kop: sums.total_kop,
      received_kop: input.received_kop,
      change_kop: input.received_kop - sums.total_kop,
      printed_at: null,
    }),
  )
  const phone = confirmationPhone(tx, input.phoneId)
  const taking = { visitId, at: call.now, day, orderId: input.orderId, phoneId: input.phoneId }
  for (const payment of payments) {
    const { id, number } = takePayment(tx, payment, taking)
    log.append(tx, {
      at: call.now,
      operatorId,
      action: 'payment.take',
      subject: 'payment',
      subjectId: id,
      details: { number, account: payment.account.id, sum_kop: payment.sum_kop, fee_kop: payment.fee_kop },
    })
    if (phone !== null) confirm(tx, id, payment.account.id, phone.e164, call)
  }
  if (input.orderId !== null) closeOrder(tx, input.orderId, visitId)
  return { visitId, total_kop: sums.total_kop, change_kop: input.received_kop - sums.total_kop }
}
