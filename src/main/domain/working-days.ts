import { addDays, type Day } from '../../shared/days.ts'
import type { DayType } from './production-calendar.ts'

/** All that counting working days needs of a calendar. */
export interface DayTypes {
  typeOf(day: Day): DayType
}

// Longer than any run of days off that a person could mean; past it the calendar itself is broken.
const longestRest_days = 400

export function isWorking(calendar: DayTypes, day: Day): boolean {
  return calendar.typeOf(day) !== 'off'
}

/** The day itself when it works, otherwise the first working day after it. */
export function nextWorking(calendar: DayTypes, day: Day): Day {
  return firstDay(day, 1, (one) => isWorking(calendar, one))
}

/** The day itself when it works, otherwise the last working day before it. */
export function workingOnOrBefore(calendar: DayTypes, day: Day): Day {
  return firstDay(day, -1, (one) => isWorking(calendar, one))
}

/** The `count`-th working day after `day` (0 gives the day itself, working or not). */
export function addWorkingDays(calendar: DayTypes, day: Day, count: number): Day {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`not a number of working days: ${count}`)
  let reached = day
  for (let left = count; left > 0; left -= 1) reached = nextWorking(calendar, addDays(reached, 1))
  return reached
}

/** Working days after `from` up to and including `to`; 0 when `to` is not later. */
export function workingDaysBetween(calendar: DayTypes, from: Day, to: Day): number {
  let count = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorking(calendar, day)) count += 1
  return count
}

/** The first day from `day` on, in steps of `step` days, that passes; throws when none does for over a year. */
export function firstDay(day: Day, step: 1 | -1, passes: (day: Day) => boolean): Day {
  for (let offset = 0; offset < longestRest_days; offset += 1) {
    const tried = addDays(day, offset * step)
    if (passes(tried)) return tried
  }
  throw new RangeError(`no day fits within ${longestRest_days} days of ${day}`)
}
