import type { z } from 'zod'
import type { PaymentView } from '../../../shared/contract/desk.ts'
import { prepared } from '../ports/prepared.ts'
import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'

export type Payment = z.output<typeof PaymentView>

const base = sql
  .selectFrom('payment')
  .innerJoin('visit', 'visit.id', 'payment.visit_id')
  .innerJoin('operator', 'operator.id', 'visit.operator_id')
  .innerJoin('account', 'account.id', 'payment.account_id')
  .innerJoin('service', 'service.id', 'account.service_id')
  .innerJoin('client', 'client.id', 'account.client_id')
  .leftJoin('payment as reversed', 'reversed.id', 'payment.reverses_id')
  .select(({ selectFrom }) => [
    'payment.id as id',
    'payment.number as number',
    'payment.visit_id as visitId',
    'payment.at as at',
    'payment.account_id as accountId',
    'account.client_id as clientId',
    'client.name as clientName',
    'service.short_name as service',
    'account.number as accountNumber',
    'visit.tender as tender',
    'payment.sum_kop as sum_kop',
    'payment.fee_kop as fee_kop',
    'payment.advance_kop as advance_kop',
    'payment.debt_after_kop as debtAfter_kop',
    'payment.counting_day as countingDay',
    'payment.crediting_day as creditingDay',
    'payment.reversed_by_id as reversedById',
    'reversed.number as reversesNumber',
    'payment.reason as reason',
    'operator.name as operator',
    selectFrom('message')
      .select('message.status')
      .whereRef('message.payment_id', '=', 'payment.id')
      .orderBy('message.id', 'desc')
      .limit(1)
      .as('sms'),
  ])

type Row = Omit<Payment, 'reversed'> & { reversedById: number | null }

const view = ({ reversedById, ...row }: Row): Payment => ({ ...row, reversed: reversedById !== null })

const ofVisit = prepared((given: { visitId: number }) =>
  base.where('payment.visit_id', '=', given.visitId).orderBy('payment.id'),
)

export const paymentsOfVisit = (read: Reader, visitId: number): Payment[] =>
  read.all(ofVisit({ visitId })).map(view)

export const paymentById = (read: Reader, id: number): Payment | undefined =>
  read.all(base.where('payment.id', '=', id)).map(view)[0]

export const paymentsOfClient = (read: Reader, clientId: number, limit: number): Payment[] =>
  read
    .all(base.where('account.client_id', '=', clientId).orderBy('payment.id', 'desc').limit(limit))
    .map(view)

/** Payments newest first, of one day or of all; `before` is the id that the page before ended with. */
export const paymentsPage = (
  read: Reader,
  day: string | null,
  before: number | null,
  limit: number,
): Payment[] => {
  let query = base.orderBy('payment.id', 'desc').limit(limit)
  if (day !== null) query = query.where('payment.day', '=', day)
  if (before !== null) query = query.where('payment.id', '<', before)
  return read.all(query).map(view)
}
