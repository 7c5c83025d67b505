import type { z } from 'zod'
import { officeCalls, type ShiftView } from '../../../shared/contract/office.ts'
import { dayOf } from '../../../shared/days.ts'
import type { ChainedLog } from '../calls/chained-log.ts'
import { fail } from '../calls/failure.ts'
import { act, type Routes } from '../calls/handlers.ts'
import { prepared } from '../ports/prepared.ts'
import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'
import type { OfficeBook } from './office-book.ts'

type Shift = z.output<typeof ShiftView>

const lastOpenShift = prepared(() =>
  sql.selectFrom('shift').select('id').where('closed_at', 'is', null).orderBy('id', 'desc').limit(1),
)

/** The shift that takes money now, null when none is open: unlike `openShift` it does not add up the day's till. */
export const openShiftId = (read: Reader): number | null => read.first(lastOpenShift({}))?.id ?? null

/** The till's open day, with what should be in it; null when the shift is closed. */
export const openShift = (read: Reader): Shift | null => {
  const row = read.first(
    sql
      .selectFrom('shift')
      .innerJoin('operator', 'operator.id', 'shift.operator_id')
      .select([
        'shift.id',
        'shift.operator_id',
        'operator.name',
        'shift.opened_at',
        'shift.day',
        'shift.float_kop',
      ])
      .where('shift.closed_at', 'is', null)
      .orderBy('shift.id', 'desc')
      .limit(1),
  )
  if (row === undefined) return null
  const sums = read.all(
    sql
      .selectFrom('visit')
      .select(({ fn }) => [
        'tender',
        fn.sum<number>('total_kop').as('total'),
        fn.sum<number>('fee_kop').as('fee'),
        fn.countAll<number>().as('visits'),
      ])
      .where('shift_id', '=', row.id)
      .groupBy('tender'),
  )
  const counts = read.first(
    sql
      .selectFrom('payment')
      .innerJoin('visit', 'visit.id', 'payment.visit_id')
      .select(({ fn }) => [
        fn.countAll<number>().as('all'),
        fn.count<number>('payment.reverses_id').as('reversals'),
      ])
      .where('visit.shift_id', '=', row.id),
  )
  const cash_kop = sums.find((sum) => sum.tender === 'cash')?.total ?? 0
  const reversals = counts?.reversals ?? 0
  return {
    id: row.id,
    operatorId: row.operator_id,
    operatorName: row.name,
    openedAt: row.opened_at,
    day: row.day,
    float_kop: row.float_kop,
    cash_kop,
    card_kop: sums.find((sum) => sum.tender === 'card')?.total ?? 0,
    fee_kop: sums.reduce((all, sum) => all + sum.fee, 0),
    payments: (counts?.all ?? 0) - reversals,
    reversals,
    expected_kop: row.float_kop + cash_kop,
  }
}

/** Opening with a float and closing with a count (the Z report); `closed` is told after the count is on disk. */
export const shiftRoutes = (offices: OfficeBook, log: ChainedLog, closed: () => void): Routes<'shift'> => ({
  'shift.open': act(officeCalls['shift.open'], (tx, input, call) => {
    if (openShift(tx) !== null) return fail('shift.open')
    const id = tx.nextId('shift')
    const operatorId = call.operator?.id ?? 0
    tx.run(
      sql.insertInto('shift').values({
        id,
        operator_id: operatorId,
        opened_at: call.now,
        day: dayOf(call.now, offices.get(tx).timeZone),
        float_kop: input.float_kop,
        closed_at: null,
        counted_kop: null,
        expected_kop: null,
        z_number: null,
      }),
    )
    log.append(tx, {
      at: call.now,
      operatorId,
      action: 'shift.open',
      subject: 'shift',
      subjectId: id,
      details: { float_kop: input.float_kop },
    })
    call.changed('shift')
    const opened = openShift(tx)
    return opened ?? fail('shift.closed')
  }),
  'shift.close': act(officeCalls['shift.close'], (tx, input, call) => {
    const shift = openShift(tx)
    if (shift === null) return fail('shift.closed')
    const last = tx.first(sql.selectFrom('shift').select(({ fn }) => fn.max('z_number').as('number')))
    const zNumber = (last?.number ?? 0) + 1
    tx.run(
      sql
        .updateTable('shift')
        .set({
          closed_at: call.now,
          counted_kop: input.counted_kop,
          expected_kop: shift.expected_kop,
          z_number: zNumber,
        })
        .where('id', '=', shift.id),
    )
    const difference_kop = input.counted_kop - shift.expected_kop
    log.append(tx, {
      at: call.now,
      operatorId: call.operator?.id ?? null,
      action: 'shift.close',
      subject: 'shift',
      subjectId: shift.id,
      details: { zNumber, expected_kop: shift.expected_kop, counted_kop: input.counted_kop },
    })
    call.changed('shift')
    call.after(closed)
    return { zNumber, expected_kop: shift.expected_kop, counted_kop: input.counted_kop, difference_kop }
  }),
})
