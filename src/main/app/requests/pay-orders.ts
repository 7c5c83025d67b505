import { dayOf } from '../../../shared/days.ts'
import { splitSum } from '../../domain/fee.ts'
import type { AccountFacts } from '../desk/account-facts.ts'
import { termsOf } from '../desk/terms.ts'
import type { MessageArgs } from '../messages/message-args.ts'
import { feeTerms } from '../money/fee-terms.ts'
import type { OfficeBook } from '../office/office-book.ts'
import type { Random } from '../ports/random.ts'
import { sql } from '../ports/sql.ts'
import type { Writer } from '../ports/store.ts'
import type { RequestContext } from './request-context.ts'

/** How long an order waits for its code, milliseconds. */
const codeLife_ms = 60 * 60_000
const triesMax = 3

/** Four digits, from 1000 to 9999, evenly enough for a code that lives an hour and bears three tries. */
const newCode = (random: Random): string => {
  const [high = 0, low = 0] = random.bytes(2)
  return String(1000 + ((high * 256 + low) % 9000))
}

/** Writes an order that waits for its code; null when there is nothing to pay. */
export const makeOrder = (
  tx: Writer,
  context: RequestContext,
  account: AccountFacts,
  asked_kop: number | null,
  requestId: number,
  deps: { readonly offices: OfficeBook; readonly random: Random },
): number | null => {
  const [phone] = context.phones
  const terms = termsOf(tx, account.providerId, dayOf(context.now, deps.offices.get(tx).timeZone))
  const sum_kop = asked_kop ?? account.debt_kop
  if (phone === undefined || terms === null || sum_kop < terms.minimum_kop || sum_kop > terms.maximum_kop)
    return null
  tx.run(
    sql
      .updateTable('pay_order')
      .set({ status: 'cancelled' })
      .where('phone_id', '=', phone.id)
      .where('status', '=', 'waiting'),
  )
  const split = splitSum(sum_kop, feeTerms(terms.fee))
  const id = tx.nextId('pay_order')
  tx.run(
    sql.insertInto('pay_order').values({
      id,
      request_id: requestId,
      phone_id: phone.id,
      account_id: account.id,
      sum_kop,
      fee_kop: split.total - sum_kop,
      code: newCode(deps.random),
      tries: 0,
      expires_at: context.now + codeLife_ms,
      status: 'waiting',
      payment_id: null,
      at: context.now,
    }),
  )
  return id
}

/** Takes a code sent back; gives what to answer. */
export const takeCode = (tx: Writer, context: RequestContext, code: string): MessageArgs => {
  const order = context.waitingOrder
  if (order === null) return { kind: 'wrong-code', tries: 0 }
  if (order.code === code) {
    tx.run(sql.updateTable('pay_order').set({ status: 'confirmed' }).where('id', '=', order.id))
    return { kind: 'order-accepted', orderId: order.id }
  }
  const tries = order.tries + 1
  const status = tries >= triesMax ? 'expired' : 'waiting'
  tx.run(sql.updateTable('pay_order').set({ tries, status }).where('id', '=', order.id))
  return { kind: 'wrong-code', tries: triesMax - tries }
}
