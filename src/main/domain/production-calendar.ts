import { addDays, type Day, dayFrom, isDay, weekday, yearOf } from '../../shared/days.ts'

/** What a calendar says of a day; a short day is a working day that ends an hour earlier (ТК РФ, ст. 95). */
export type DayType = 'working' | 'short' | 'off'

/**
 * How far a year may be trusted: `known` is decreed, `check` is published but unconfirmed («проверьте»),
 * `unknown` is computed from the law alone, without the Government's moves of days off.
 */
export type YearStatus = 'known' | 'check' | 'unknown'

/** One year as published: only the days that differ from «Saturday and Sunday are off», and the short ones. */
export interface CalendarYear {
  readonly year: number
  readonly status: 'known' | 'check'
  readonly days: Readonly<Record<Day, DayType>>
}

/** A day that a person set by hand in one calendar: `office`, `bank`, or a provider's own key. */
export interface DayOverride {
  readonly calendar: string
  readonly day: Day
  readonly type: DayType
}

export interface ProductionCalendar {
  typeOf(day: Day): DayType
  /** True for a day off that is more than an ordinary Saturday or Sunday. */
  isHoliday(day: Day): boolean
  statusOf(day: Day): YearStatus
}

/** Non-working holidays of ТК РФ, ст. 112, as MM-DD. */
const fixedHolidays = [
  ...['01-01', '01-02', '01-03', '01-04', '01-05', '01-06', '01-07', '01-08'],
  ...['02-23', '03-08', '05-01', '05-09', '06-12', '11-04'],
]

/**
 * The calendar of one keeper: its own overrides first, then the published years, then the law for a year that
 * nobody published.
 */
export function createCalendar(
  years: readonly CalendarYear[],
  overrides: readonly DayOverride[] = [],
  calendar = 'office',
): ProductionCalendar {
  const own = new Map(overrides.filter((one) => one.calendar === calendar).map((one) => [one.day, one.type]))
  const published = new Map(years.map((one) => [one.year, new Map(Object.entries(one.days))]))
  const statuses = new Map(years.map((one) => [one.year, one.status]))
  const computed = new Map<number, ReadonlyMap<Day, DayType>>()
  const special = (day: Day): DayType | undefined => {
    const set = own.get(day)
    if (set !== undefined) return set
    const year = yearOf(day)
    const days = published.get(year) ?? computed.get(year) ?? daysByLaw(year)
    if (!published.has(year)) computed.set(year, days)
    return days.get(day)
  }
  return {
    typeOf: (day) => special(day) ?? (weekday(day) > 5 ? 'off' : 'working'),
    isHoliday: (day) => special(day) === 'off',
    statusOf: (day) => statuses.get(yearOf(day)) ?? 'unknown',
  }
}

/**
 * A year by the law alone (ТК РФ, ст. 112, 95): fixed holidays, a day off that falls on one moved to the next
 * working day (but not from 1–8 January), the working day before a holiday short.
 */
export function daysByLaw(year: number): ReadonlyMap<Day, DayType> {
  const days = new Map<Day, DayType>(fixedHolidays.map((day) => [`${year}-${day}`, 'off']))
  const works = (day: Day) => weekday(day) <= 5 && days.get(day) !== 'off'
  const holidays = [...days.keys()]
  for (const holiday of holidays.filter((day) => day.slice(5, 7) !== '01' && weekday(day) > 5)) {
    let moved = addDays(holiday, 1)
    while (!works(moved)) moved = addDays(moved, 1)
    days.set(moved, 'off')
  }
  for (const holiday of [...holidays, `${year + 1}-01-01`]) {
    const eve = addDays(holiday, -1)
    if (yearOf(eve) === year && works(eve)) days.set(eve, 'short')
  }
  return days
}

/** Reads the internal form of a year (kept as JSON); null when anything in it is not as `CalendarYear` says. */
export function readCalendarYear(value: unknown): CalendarYear | null {
  if (!isRecord(value)) return null
  const { year, status, days } = value
  if (typeof year !== 'number' || dayFrom(year, 1, 1) === null) return null
  if (status !== 'known' && status !== 'check') return null
  if (!isRecord(days)) return null
  const read: Record<Day, DayType> = {}
  for (const [day, type] of Object.entries(days)) {
    if (!isDay(day) || yearOf(day) !== year) return null
    if (type !== 'working' && type !== 'short' && type !== 'off') return null
    read[day] = type
  }
  return { year, status, days: read }
}

function isRecord(value: unknown): value is Partial<Record<'year' | 'status' | 'days', unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
