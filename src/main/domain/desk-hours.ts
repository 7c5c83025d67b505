import { addDays, type Day, type TimeOfDay, weekday } from '../../shared/days.ts'
import type { ProductionCalendar } from './production-calendar.ts'
import { firstDay } from './working-days.ts'

export interface Hours {
  readonly opens: TimeOfDay
  readonly closes: TimeOfDay
}

/** When the desk takes money. It may be open on a day off: the calendar only says when banks and offices rest. */
export interface DeskHours {
  /** Monday to Sunday; null is closed. */
  readonly weekly: readonly (Hours | null)[]
  /** On holidays, whatever weekday they fall on; null is closed. */
  readonly onHolidays: Hours | null
  /** Closing time on a short day, when it is earlier; null keeps the weekday's. */
  readonly shortDayCloses: TimeOfDay | null
  /** Single days set by hand; null is closed. */
  readonly overrides: ReadonlyMap<Day, Hours | null>
}

/** The desk's hours on a day, null when it is closed. */
export function hoursOn(desk: DeskHours, calendar: ProductionCalendar, day: Day): Hours | null {
  const set = desk.overrides.get(day)
  if (set !== undefined) return set
  if (calendar.isHoliday(day)) return desk.onHolidays
  const hours = desk.weekly[weekday(day) - 1] ?? null
  const closes = calendar.typeOf(day) === 'short' ? desk.shortDayCloses : null
  return hours && closes !== null && closes < hours.closes ? { opens: hours.opens, closes } : hours
}

export function isDeskOpen(desk: DeskHours, calendar: ProductionCalendar, day: Day): boolean {
  return hoursOn(desk, calendar, day) !== null
}

/**
 * When money can next be handed over: now, later today when the desk has not opened yet, or on the next open
 * day at its opening.
 */
export function nextDeskMoment(
  desk: DeskHours,
  calendar: ProductionCalendar,
  day: Day,
  time: TimeOfDay,
): { readonly day: Day; readonly time: TimeOfDay } {
  const today = hoursOn(desk, calendar, day)
  if (today && time < today.closes) return { day, time: time < today.opens ? today.opens : time }
  const next = firstDay(addDays(day, 1), 1, (one) => isDeskOpen(desk, calendar, one))
  return { day: next, time: hoursOn(desk, calendar, next)?.opens ?? time }
}
