import { type LaneHours, maySend, nextAllowed } from '../../domain/quiet-hours.ts'
import type { Instant } from '../ports/clock.ts'
import type { Reader } from '../ports/store.ts'
import type { CalendarBook } from './calendar-book.ts'
import type { OfficeBook, Settings } from './office-book.ts'

/** When reminders and advertising may go out, as the office set its quiet hours. */
export const laneHours = (settings: Settings): LaneHours => ({
  workingDays: { from: settings.quietTo, to: settings.quietFrom },
  daysOff: { from: settings.quietToDayOff, to: settings.quietFromDayOff },
})

/** Whether reminders and advertising must wait at an instant, and till when. */
export const quietAt = (
  read: Reader,
  now: Instant,
  books: { readonly offices: OfficeBook; readonly calendars: CalendarBook },
): { readonly quiet: boolean; readonly ends: Instant } => {
  const office = books.offices.get(read)
  const zone = books.offices.zone(read)
  const hours = laneHours(office.settings)
  const calendar = books.calendars.office(read)
  if (maySend(now, hours, calendar, zone)) return { quiet: false, ends: now }
  return { quiet: true, ends: nextAllowed(now, hours, calendar, zone) ?? now + 24 * 3_600_000 }
}

const minimumReserve_parts = 20

/** Parts of the day's cap that reminders and campaigns leave to replies and confirmations. */
export const reserveOf = (perDay: number): number =>
  Math.min(Math.ceil(perDay / 2), Math.max(minimumReserve_parts, Math.ceil(perDay / 10)))

/** A Russian reminder takes two parts. */
const reminder_parts = 2

/** Reminders that a day of the SIM's cap can carry. */
export const reminderCap = (perDay: number): number =>
  Math.max(1, Math.floor((perDay - reserveOf(perDay)) / reminder_parts))
