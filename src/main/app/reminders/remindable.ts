import type { Day } from '../../../shared/days.ts'
import { lastPenaltyFreeDay, shiftDueDay } from '../../domain/crediting.ts'
import type { RemindedBill } from '../../domain/reminder-rules.ts'
import { termsOf } from '../desk/terms.ts'
import type { CalendarBook } from '../office/calendar-book.ts'
import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'

/** A bill and a phone that may be reminded of it; the plan's key is the pair. */
export interface Remindable extends RemindedBill {
  readonly id: number
  readonly accountId: number
  readonly phoneId: number
  readonly serviceId: number
  readonly left_kop: number
}

const rows = (read: Reader, from: Day, to: Day) =>
  read.all(
    sql
      .selectFrom('bill')
      .innerJoin('account', 'account.id', 'bill.account_id')
      .innerJoin('service', 'service.id', 'account.service_id')
      .innerJoin('link', 'link.account_id', 'account.id')
      .innerJoin('phone', 'phone.id', 'link.phone_id')
      .select([
        'bill.id as id',
        'bill.account_id as accountId',
        'bill.due_day as due',
        'bill.left_kop as left_kop',
        'link.phone_id as phoneId',
        'account.service_id as serviceId',
        'service.provider_id as providerId',
      ])
      .where('bill.left_kop', '>', 0)
      .where('bill.silenced', '=', 0)
      .where('bill.due_day', '>=', from)
      .where('bill.due_day', '<=', to)
      .where('phone.kind', '=', 'mobile')
      .where('phone.no_reminders', '=', 0)
      .orderBy('bill.due_day')
      .orderBy('bill.id'),
  )

/** Open bills due between two days, with a mobile phone that did not refuse, and their last penalty-free day. */
export const remindables = (
  read: Reader,
  from: Day,
  to: Day,
  today: Day,
  calendars: CalendarBook,
): Remindable[] => {
  const free = new Map<string, Day>()
  const freeDay = (providerId: number, due: Day): Day => {
    const key = `${providerId}/${due}`
    const known = free.get(key)
    if (known !== undefined) return known
    const terms = termsOf(read, providerId, today)
    const crediting = calendars.crediting(read, providerId)
    const shifted =
      terms?.dueShift === 'next-working' ? shiftDueDay(due, 'next-working-day', crediting.office) : due
    const day = (terms === null ? null : lastPenaltyFreeDay(shifted, terms.crediting, crediting)) ?? due
    free.set(key, day)
    return day
  }
  return rows(read, from, to).map(({ providerId, ...row }) => ({
    ...row,
    billId: `${row.id}:${row.phoneId}`,
    penaltyFreeDay: freeDay(providerId, row.due),
  }))
}
