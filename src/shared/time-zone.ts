import { type Day, dayNumber, parseTimeOfDay, type TimeOfDay } from './calendar-day.ts'

/** A time zone ready for use: make one and keep it where many instants are turned into days. */
export interface TimeZone {
  readonly name: string
  /** The calendar day of an instant (UTC ms). */
  dayOf(instant: number): Day
  /** The wall time `HH:MM` of an instant. */
  timeOf(instant: number): TimeOfDay
  /**
   * The instant (UTC ms) of a wall time. A time that a clock change skips moves forward by the gap; one that
   * happens twice is the first of the two.
   */
  instantOf(day: Day, time: TimeOfDay): number
}

const msPerDay = 86_400_000
const minute_ms = 60_000
/** The last clock that was changed within a minute was Monrovia's, on 7 January 1972. */
const wholeMinutesFrom = Date.UTC(1973, 0)

/** Any IANA zone. Throws a RangeError for a name that `isTimeZone` refuses. */
export function createTimeZone(name: string): TimeZone {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  const offsetOf = (instant: number) => readWall(format.format(instant)) - Math.floor(instant / 1000) * 1000
  let known: { readonly minute: number; readonly offset: number } | null = null
  const offsetAt = (instant: number): number => {
    if (instant < wholeMinutesFrom) return offsetOf(instant)
    const minute = Math.floor(instant / minute_ms)
    if (known?.minute !== minute) known = { minute, offset: offsetOf(instant) }
    return known.offset
  }
  const wallOf = (instant: number) => Math.floor(instant / 1000) * 1000 + offsetAt(instant)
  return {
    name,
    dayOf: (instant) => new Date(wallOf(instant)).toISOString().slice(0, 10),
    timeOf: (instant) => new Date(wallOf(instant)).toISOString().slice(11, 16),
    instantOf: (day, time) => instantOfWall(wallClock(day, time), offsetAt),
  }
}

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** The calendar day of an instant (UTC ms) in an IANA zone. */
export function dayOf(instant: number, timeZone: string): Day {
  return createTimeZone(timeZone).dayOf(instant)
}

/** The wall time `HH:MM` of an instant (UTC ms) in an IANA zone. */
export function timeOf(instant: number, timeZone: string): TimeOfDay {
  return createTimeZone(timeZone).timeOf(instant)
}

/** The instant (UTC ms) of a day and wall time in an IANA zone; see `TimeZone.instantOf` for clock changes. */
export function instantOf(day: Day, time: TimeOfDay, timeZone: string): number {
  return createTimeZone(timeZone).instantOf(day, time)
}

/** Minutes from midnight of an instant in a zone. */
export function minutesOf(instant: number, zone: TimeZone): number {
  const minutes = parseTimeOfDay(zone.timeOf(instant))
  if (minutes === null) throw new RangeError(`no wall time at ${instant} in ${zone.name}`)
  return minutes
}

/** A wall time as if it were UTC, ms. */
function wallClock(day: Day, time: TimeOfDay): number {
  const minutes = parseTimeOfDay(time)
  if (minutes === null) throw new RangeError(`not a time: ${time}`)
  return dayNumber(day) * msPerDay + minutes * 60_000
}

// A zone changes its offset at most once within a day on each side, so one of the two offsets is the right one.
function instantOfWall(wall: number, offsetAt: (instant: number) => number): number {
  const before = wall - offsetAt(wall - msPerDay)
  const after = wall - offsetAt(wall + msPerDay)
  const fits = [before, after].filter((instant) => instant + offsetAt(instant) === wall)
  return fits.length > 0 ? Math.min(...fits) : before
}

function readWall(text: string): number {
  const match = /^(\d+)\/(\d+)\/(\d+), (\d+):(\d+):(\d+)$/.exec(text)
  if (!match) throw new RangeError(`unexpected form of a local time: ${text}`)
  const [, month, day, year, hour, minute, second] = match.map(Number)
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0, second ?? 0)
}
