import { timeOf } from '../../../shared/days.ts'
import { Failure, fail } from '../calls/failure.ts'
import type { OfficeBook } from '../office/office-book.ts'
import type { ReceiptData } from '../ports/receipt-data.ts'
import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'
import type { PaymentRow, VisitRow } from '../ports/tables/money-rows.ts'
import { accountFacts } from './account-facts.ts'

const billsOf = (read: Reader, paymentId: number): ReceiptData['bills'] =>
  read
    .all(
      sql
        .selectFrom('allocation')
        .innerJoin('bill', 'bill.id', 'allocation.bill_id')
        .select(['bill.period', 'bill.due_day', 'allocation.amount_kop'])
        .where('allocation.payment_id', '=', paymentId)
        .orderBy('allocation.id'),
    )
    .map((row) => ({ period: row.period, sum_kop: row.amount_kop, due: row.due_day }))

const partOf = (
  read: Reader,
  payment: PaymentRow,
  visit: VisitRow,
  operator: string,
  copy: boolean,
  last: boolean,
  offices: OfficeBook,
): ReceiptData | Failure => {
  const office = offices.get(read)
  const account = accountFacts(read, payment.account_id)
  if (account === undefined) return fail('not-found', { what: 'account', id: payment.account_id })
  return {
    number: payment.number,
    training: office.kind === 'training',
    copy,
    office: {
      name: office.settings.office,
      address: office.settings.address,
      inn: null,
      claimsPhone: office.settings.phone === '' ? null : office.settings.phone,
    },
    operator,
    day: payment.day,
    time: timeOf(payment.at, office.timeZone),
    provider: { name: account.provider, inn: account.providerInn },
    service: account.serviceName,
    account: account.number,
    client: account.holder === '' ? account.clientName : account.holder,
    address: account.address === '' ? account.clientAddress : account.address,
    bills: billsOf(read, payment.id),
    advance_kop: payment.advance_kop,
    sum_kop: payment.sum_kop,
    fee_kop: payment.fee_kop,
    total_kop: payment.sum_kop + payment.fee_kop,
    tender: visit.tender,
    received_kop: last ? visit.received_kop : null,
    change_kop: last ? visit.change_kop : null,
    counting: payment.counting_day,
    crediting: payment.crediting_day,
    balance_kop: account.billing === 'prepaid' ? null : payment.debt_after_kop - payment.advance_kop,
  }
}

/** What stands on a visit's receipt, a part for each of its payments. */
export const receiptParts = (
  read: Reader,
  visitId: number,
  copy: boolean,
  offices: OfficeBook,
): ReceiptData[] | Failure => {
  const visit = read.first(sql.selectFrom('visit').selectAll().where('id', '=', visitId))
  if (visit === undefined || visit.total_kop <= 0) return fail('not-found', { what: 'receipt', id: visitId })
  const operator = read.first(sql.selectFrom('operator').select('name').where('id', '=', visit.operator_id))
  const payments = read.all(
    sql.selectFrom('payment').selectAll().where('visit_id', '=', visitId).orderBy('id'),
  )
  const parts: ReceiptData[] = []
  for (const [index, payment] of payments.entries()) {
    const last = index === payments.length - 1
    const part = partOf(read, payment, visit, operator?.name ?? '', copy, last, offices)
    if (part instanceof Failure) return part
    parts.push(part)
  }
  return parts
}
