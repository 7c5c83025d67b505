import type { Instant } from '../../app/ports/clock.ts'

/** A time a modem told, read both ways in which makers write it. */
export interface ToldTime {
  /** By the standards: local time and its zone. */
  readonly at: Instant
  /** The same digits taken as UTC, as some makers mean them. */
  readonly asUtc: Instant
  readonly zone_minutes: number | null
}

const CLOCK = /"?(\d{2}|\d{4})[/](\d{1,2})[/](\d{1,2}),\s*(\d{1,2}):(\d{2}):(\d{2})\s*([+-]\d{1,2})?/
const NEWS = /^(?:\+CTZV|\+CTZE|\+CTZDST|\^NWTIME|\+NITZ|\+CTZEU):/
/** `*PSUTTZ: 2026,11,22,9,0,0,"+12",0`: UTC, the zone in quarters of an hour. */
const PSUTTZ =
  /^\*PSUTTZ:\s*(\d{2,4}),\s*(\d{1,2}),\s*(\d{1,2}),\s*(\d{1,2}),\s*(\d{1,2}),\s*(\d{1,2}),\s*"?([+-]?\d{1,2})"?/
/** A modem that was never told the time counts from its maker's year. */
const FIRST_YEAR = 2024
const MAX_QUARTERS = 56

/** Answer to AT+CCLK? (3GPP TS 27.007, 8.15); null where the modem does not know the time. */
export function parseClock(line: string): ToldTime | null {
  return line.startsWith('+CCLK:') ? told(line, null) : null
}

/** A line by which the cell's time is told (NITZ, 3GPP TS 22.042), in the makers' forms; null for other lines. */
export function parseTimeNews(line: string): ToldTime | null {
  const universal = PSUTTZ.exec(line)
  if (universal !== null) {
    const zone = zoneOf(universal[7])
    const at = instantOf(universal.slice(1, 7))
    return at === null || zone === null ? null : { at, asUtc: at, zone_minutes: zone }
  }
  if (!NEWS.test(line)) return null
  return told(line, /^\+CTZ[VE]U?:\s*"?([+-]?\d{1,2})"?\s*,/.exec(line)?.[1] ?? null)
}

/** The reading that a clock right to five minutes agrees with; the standards' where it agrees with none. */
export function nearestReading(time: ToldTime, now: Instant): Instant {
  const near = (at: Instant): boolean => Math.abs(at - now) < 300_000
  return near(time.asUtc) && !near(time.at) ? time.asUtc : time.at
}

function told(line: string, zoneBefore: string | null): ToldTime | null {
  const found = CLOCK.exec(line)
  if (found === null) return null
  const asUtc = instantOf(found.slice(1, 7))
  if (asUtc === null) return null
  const zone_minutes = zoneOf(found[7] ?? zoneBefore ?? undefined)
  return { at: asUtc - (zone_minutes ?? 0) * 60_000, asUtc, zone_minutes }
}

function zoneOf(quarters: string | undefined): number | null {
  if (quarters === undefined) return null
  const number = Number(quarters)
  return Math.abs(number) <= MAX_QUARTERS ? number * 15 : null
}

function instantOf(fields: readonly (string | undefined)[]): Instant | null {
  const [yy, month, day, hour, minute, second] = fields.map(Number)
  if (yy === undefined || month === undefined || day === undefined) return null
  const year = yy < 100 ? 2000 + yy : yy
  // 70 to 99 are the years of makers' clocks that nobody set.
  if (year < FIRST_YEAR || (yy < 100 && yy >= 70)) return null
  const at = Date.UTC(year, month - 1, day, hour, minute, second)
  return new Date(at).getUTCMonth() === month - 1 && new Date(at).getUTCDate() === day ? at : null
}
