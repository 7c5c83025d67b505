import type { CallOutput } from '../../../shared/contract/contract.ts'
import { addDays, dayFrom, lastDayOfMonth } from '../../../shared/days.ts'
import type { AppDeps } from '../app-deps.ts'
import { reminderCap } from '../office/sending-hours.ts'
import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'
import { dailyCapOf } from '../sims/sims.ts'

type Month = CallOutput<'calendar.month'>

const counts = (read: Reader, from: string, to: string) =>
  read.all(
    sql
      .selectFrom('occurrence')
      .leftJoin('message', 'message.id', 'occurrence.message_id')
      .select(({ fn }) => [
        'occurrence.day as day',
        'occurrence.status as status',
        'message.status as messageStatus',
        fn.countAll<number>().as('count'),
      ])
      .where('occurrence.day', '>=', from)
      .where('occurrence.day', '<=', to)
      .groupBy(['occurrence.day', 'occurrence.status', 'message.status']),
  )

const dueCounts = (read: Reader, from: string, to: string): Map<string, number> =>
  new Map(
    read
      .all(
        sql
          .selectFrom('bill')
          .select(({ fn }) => ['due_day', fn.countAll<number>().as('count')])
          .where('left_kop', '>', 0)
          .where('due_day', '>=', from)
          .where('due_day', '<=', to)
          .groupBy('due_day'),
      )
      .map((row) => [row.due_day, row.count]),
  )

const sent = new Set(['sent', 'delivered', 'uncertain'])

/** A month as the calendar shows it: what kind of day each is, and what is planned, sent and due on it. */
export const calendarMonth = (
  read: Reader,
  month: string,
  deps: Pick<AppDeps, 'offices' | 'calendars'>,
): Month | null => {
  const [year = '', number = ''] = month.split('-')
  const from = dayFrom(Number(year), Number(number), 1)
  if (from === null) return null
  const to = lastDayOfMonth(from)
  const calendar = deps.calendars.office(read)
  const rows = counts(read, from, to)
  const due = dueCounts(read, from, to)
  const own = new Map(
    read
      .all(
        sql
          .selectFrom('calendar_day')
          .selectAll()
          .where('calendar', '=', 'office')
          .where('day', '>=', from)
          .where('day', '<=', to),
      )
      .map((row) => [row.day, row]),
  )
  const cap = reminderCap(dailyCapOf(read, deps.offices.get(read).settings.smsPerDay))
  const days: Month['days'] = []
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const ofDay = rows.filter((row) => row.day === day)
    const count = (fits: (row: (typeof rows)[number]) => boolean) =>
      ofDay.filter(fits).reduce((all, row) => all + row.count, 0)
    const edited = own.get(day)
    days.push({
      day,
      type: calendar.typeOf(day),
      known: calendar.statusOf(day) === 'known',
      note: edited?.note ?? null,
      edited: edited !== undefined,
      planned: count((row) => row.status === 'planned' || row.messageStatus === 'queued'),
      sent: count((row) => row.messageStatus !== null && sent.has(row.messageStatus)),
      skipped: count((row) => row.status === 'skipped' || row.messageStatus === 'dropped'),
      due: due.get(day) ?? 0,
    })
  }
  return {
    days,
    overCap: days
      .filter((day) => day.planned > cap)
      .map((day) => ({ day: day.day, planned: day.planned, cap })),
    yearStatus: calendar.statusOf(from),
  }
}
