import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'
import type { PaymentRow, VisitRow } from '../ports/tables/money-rows.ts'
import type { Notes } from './notes.ts'
import { idRanges, type Pass, rowsOf } from './pass.ts'

const visitsAtOnce = 300
const paymentsAtOnce = 2000
const shiftsAtOnce = 10

type PaidSums = Pick<PaymentRow, 'visit_id' | 'sum_kop' | 'fee_kop'>

const checkVisit = (visit: VisitRow, payments: readonly PaidSums[], notes: Notes): void => {
  const total = (of: (payment: PaidSums) => number): number =>
    payments.reduce((all, payment) => all + of(payment), 0)
  const same = (expected_kop: number, found_kop: number): void =>
    notes.same('visit.sums', 'visit', visit.id, expected_kop, found_kop)
  same(
    total((payment) => payment.sum_kop),
    visit.sum_kop,
  )
  same(
    total((payment) => payment.fee_kop),
    visit.fee_kop,
  )
  same(visit.sum_kop + visit.fee_kop, visit.total_kop)
  same(visit.received_kop - visit.total_kop, visit.change_kop)
}

/** A visit's sums against its payments. */
export const visitPass: Pass = {
  tables: ['visit'],
  *run({ read, notes }) {
    for (const { after, upTo } of idRanges(read, 'visit', visitsAtOnce)) {
      const visits = read.all(
        sql.selectFrom('visit').selectAll().where('id', '>', after).where('id', '<=', upTo),
      )
      const payments = read.all(
        sql
          .selectFrom('payment')
          .select(['visit_id', 'sum_kop', 'fee_kop'])
          .where('visit_id', '>', after)
          .where('visit_id', '<=', upTo),
      )
      const paymentsOf = Map.groupBy(payments, (payment) => payment.visit_id)
      for (const visit of visits) checkVisit(visit, paymentsOf.get(visit.id) ?? [], notes)
      notes.looked('visit.sums', visits.length)
      yield upTo - after
    }
  },
}

/** Numbers on receipts follow each other: a gap is a payment that is gone. */
export const paymentNumberPass: Pass = {
  tables: ['payment'],
  *run({ read, notes }) {
    let number = 0
    for (const { after, upTo } of idRanges(read, 'payment', paymentsAtOnce)) {
      const payments = read.all(
        sql
          .selectFrom('payment')
          .select(['id', 'number'])
          .where('id', '>', after)
          .where('id', '<=', upTo)
          .orderBy('id'),
      )
      for (const payment of payments) {
        notes.same('payment.number', 'payment', payment.id, number + 1, payment.number)
        number = payment.number
      }
      notes.looked('payment.number', payments.length)
      yield upTo - after
    }
  },
}

const cashOf = (read: Reader, shiftId: number): number =>
  read.first(
    rowsOf<{ sum: number | null }>(
      'select sum("total_kop") as "sum" from "visit" where "shift_id" = ? and "tender" = \'cash\'',
      [shiftId],
    ),
  )?.sum ?? 0

/** What a closed shift said should be in the till, against its visits; and one open shift at the most. */
export const shiftPass: Pass = {
  tables: ['shift'],
  *run({ read, notes }) {
    for (const { after, upTo } of idRanges(read, 'shift', shiftsAtOnce)) {
      const shifts = read.all(
        sql.selectFrom('shift').selectAll().where('id', '>', after).where('id', '<=', upTo),
      )
      for (const shift of shifts) {
        if (shift.closed_at !== null)
          notes.same(
            'shift.till',
            'shift',
            shift.id,
            shift.float_kop + cashOf(read, shift.id),
            shift.expected_kop,
          )
      }
      notes.looked('shift.till', shifts.length)
      yield upTo - after
    }
    const open = read.all(sql.selectFrom('shift').select('id').where('closed_at', 'is', null).orderBy('id'))
    for (const { id } of open.slice(0, -1)) notes.wrong('shift.till', 'shift', id, 'closed', 'open')
  },
}
