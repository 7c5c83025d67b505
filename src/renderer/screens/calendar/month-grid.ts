import {
  addDays,
  type Day,
  dayFrom,
  daysBetween,
  earlierDay,
  firstDayOfMonth,
  lastDayOfMonth,
  type Month,
  monthOf,
  weekday,
} from '../../../shared/calendar-day.ts'

/** Weeks of a month, Monday first; null where a cell belongs to another month. */
export function monthWeeks(month: Month): readonly (readonly (Day | null)[])[] {
  const first = `${month}-01`
  const days = daysBetween(first, lastDayOfMonth(first)) + 1
  const before = weekday(first) - 1
  const weeks = Math.ceil((before + days) / 7)
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (__, column) => {
      const at = week * 7 + column - before
      return at < 0 || at >= days ? null : addDays(first, at)
    }),
  )
}

/** The same day of another month, or its last day where it has no such day. */
export function shiftMonth(day: Day, by: number): Day {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + by
  const first = dayFrom(Math.floor(months / 12), (months % 12) + 1, 1)
  if (first === null) return day
  return earlierDay(addDays(first, Number(day.slice(8, 10)) - 1), lastDayOfMonth(first))
}

/** The day that a key leads to; null for a key that moves nothing. */
export function dayByKey(key: string, day: Day, today: Day): Day | null {
  switch (key) {
    case 'ArrowLeft':
      return addDays(day, -1)
    case 'ArrowRight':
      return addDays(day, 1)
    case 'ArrowUp':
      return addDays(day, -7)
    case 'ArrowDown':
      return addDays(day, 7)
    case 'PageUp':
      return shiftMonth(day, -1)
    case 'PageDown':
      return shiftMonth(day, 1)
    case 'Home':
      return monthOf(day) === monthOf(today) ? today : firstDayOfMonth(day)
    case 'End':
      return lastDayOfMonth(day)
    default:
      return null
  }
}
