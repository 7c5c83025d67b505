/** A calendar day `YYYY-MM-DD` in the office's time zone; days compare as strings. */
export type Day = string

/** A month `YYYY-MM`. */
export type Month = string

/** A wall time `HH:MM`, 00:00 to 23:59. */
export type TimeOfDay = string

const msPerDay = 86_400_000
const shortWeekdays = ['вс', 'пн', 'вт', 'ср', 'чт', 'пт', 'сб'] as const

/** True for a day that exists in the Gregorian calendar, years 1900 to 2199. */
export function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return false
  return dayFrom(Number(match[1]), Number(match[2]), Number(match[3])) !== null
}

/** Reads `2026-11-15`, `15.11.2026` or `15.11.26`; null when it is no such day. */
export function parseDay(text: string): Day | null {
  const bare = text.trim()
  if (isDay(bare)) return bare
  const match = /^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})$/.exec(bare)
  if (!match?.[3]) return null
  const year = Number(match[3]) + (match[3].length === 2 ? 2000 : 0)
  return dayFrom(year, Number(match[2]), Number(match[1]))
}

/** The day of a year, a month 1–12 and a day of the month; null when there is none. */
export function dayFrom(year: number, month: number, date: number): Day | null {
  if (!Number.isInteger(year) || year < 1900 || year > 2199) return null
  const at = new Date(Date.UTC(year, month - 1, date))
  const same = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === date
  return same ? at.toISOString().slice(0, 10) : null
}

/** Days since 1970-01-01; throws on a text that is no day, which is a bug of the caller. */
export function dayNumber(day: Day): number {
  const at = Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(at)) throw new RangeError(`not a day: ${day}`)
  return at / msPerDay
}

/** The day `count` days after (before, when negative). */
export function addDays(day: Day, count: number): Day {
  return new Date((dayNumber(day) + count) * msPerDay).toISOString().slice(0, 10)
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from)
}

/** Negative, zero or positive as `a` is before, on or after `b`. */
export function compareDays(a: Day, b: Day): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** ISO 8601 weekday: 1 is Monday, 7 is Sunday. */
export function weekday(day: Day): number {
  const fromSunday = (((dayNumber(day) + 4) % 7) + 7) % 7
  return fromSunday === 0 ? 7 : fromSunday
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7)
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4))
}

export function firstDayOfMonth(day: Day): Day {
  return `${day.slice(0, 7)}-01`
}

export function lastDayOfMonth(day: Day): Day {
  return addDays(firstDayOfMonth(addDays(firstDayOfMonth(day), 31)), -1)
}

/** `15.11.2026` */
export function formatDay(day: Day): string {
  return `${day.slice(8, 10)}.${day.slice(5, 7)}.${day.slice(0, 4)}`
}

/** `05.11` */
export function formatShortDay(day: Day): string {
  return `${day.slice(8, 10)}.${day.slice(5, 7)}`
}

/** `вс 15.11` */
export function formatWeekdayDay(day: Day): string {
  return `${shortWeekdays[weekday(day) % 7]} ${formatShortDay(day)}`
}

/** Minutes from midnight of `HH:MM`; null when it is no wall time. */
export function parseTimeOfDay(text: string): number | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text)
  return match ? Number(match[1]) * 60 + Number(match[2]) : null
}

/** `HH:MM` of minutes from midnight, 0 to 1439. */
export function formatMinutes(minutes: number): TimeOfDay {
  return `${String(Math.trunc(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

export function earlierDay(a: Day, b: Day): Day {
  return compareDays(a, b) <= 0 ? a : b
}

export function laterDay(a: Day, b: Day): Day {
  return compareDays(a, b) >= 0 ? a : b
}
