import type { Day } from '../../../shared/days.ts'
import { lastPenaltyFreeDay, shiftDueDay } from '../../domain/crediting.ts'
import type { RemindedBill } from '../../domain/reminder-rules.ts'
import { termsOf } from '../desk/terms.ts'
import type { CalendarBook } from '../office/calendar-book.ts'
import { prepared } from '../ports/prepared.ts'
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

/** Days between which bills are due that are reminded of, both included. */
export interface DueDays {
  readonly from: Day
  readonly to: Day
}

/** Bills read at once: the office goes on working between two slices. */
const billsAtOnce = 1000

const openBills = sql
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
  .where(({ eb, lit }) => eb('bill.left_kop', '>', lit(0)))
  .where('bill.silenced', '=', 0)
  .where('phone.kind', '=', 'mobile')
  .where('phone.no_reminders', '=', 0)

/** In the order of the bills' ids, as they lie in the table: by their days each would be looked up in another place. */
const openBillsBetween = prepared((given: DueDays & { after: number; upTo: number }) =>
  openBills
    .where('bill.id', '>', given.after)
    .where('bill.id', '<=', given.upTo)
    .where('bill.due_day', '>=', given.from)
    .where('bill.due_day', '<=', given.to)
    .orderBy('bill.id'),
)

const lastBill = prepared(() => sql.selectFrom('bill').select('id').orderBy('id', 'desc').limit(1))

/** Last penalty-free days by provider and due day, each reckoned once. */
const freeDays = (read: Reader, today: Day, calendars: CalendarBook) => {
  const known = new Map<number, Map<Day, Day>>()
  const reckon = (providerId: number, due: Day): Day => {
    const terms = termsOf(read, providerId, today)
    const crediting = calendars.crediting(read, providerId)
    const shifted =
      terms?.dueShift === 'next-working' ? shiftDueDay(due, 'next-working-day', crediting.office) : due
    return (terms === null ? null : lastPenaltyFreeDay(shifted, terms.crediting, crediting)) ?? due
  }
  return (providerId: number, due: Day): Day => {
    const days = known.get(providerId) ?? new Map<Day, Day>()
    known.set(providerId, days)
    const day = days.get(due) ?? reckon(providerId, due)
    days.set(due, day)
    return day
  }
}

type BillRow = Omit<Remindable, 'billId' | 'due' | 'penaltyFreeDay'>

/** Named one by one: what the engine gives, or a copy of it, takes twice the memory. */
const remindable = (row: BillRow, due: Day, penaltyFreeDay: Day): Remindable => ({
  id: row.id,
  accountId: row.accountId,
  phoneId: row.phoneId,
  serviceId: row.serviceId,
  left_kop: row.left_kop,
  billId: `${row.id}:${row.phoneId}`,
  due,
  penaltyFreeDay,
})

/** Open bills due between two days, with a mobile phone that did not refuse, and their last penalty-free day. */
export function* remindables(
  read: Reader,
  due: DueDays,
  today: Day,
  calendars: CalendarBook,
): Generator<void, Remindable[]> {
  const freeDay = freeDays(read, today, calendars)
  const byDay = new Map<Day, Remindable[]>()
  const last = read.first(lastBill({}))?.id ?? 0
  for (let after = 0; after < last; after += billsAtOnce) {
    for (const row of read.all(openBillsBetween({ ...due, after, upTo: after + billsAtOnce }))) {
      const list = byDay.get(row.due)
      // Bills of one day share its words: a hundred thousand copies of them are megabytes.
      const bill = remindable(row, list?.[0]?.due ?? row.due, freeDay(row.providerId, row.due))
      if (list === undefined) byDay.set(row.due, [bill])
      else list.push(bill)
    }
    yield
  }
  // The oldest due first: where the day's cap is reached it is the later bills that move.
  return [...byDay].sort(([left], [right]) => (left < right ? -1 : 1)).flatMap(([, list]) => list)
}

/** Which of these bills and phones may still be reminded, as `billId`, each with what is left to pay. */
export const stillRemindable = (read: Reader, billIds: readonly number[]): ReadonlyMap<string, number> =>
  new Map(
    read
      .all(openBills.where('bill.id', 'in', billIds))
      .map((row) => [`${row.id}:${row.phoneId}`, row.left_kop]),
  )
