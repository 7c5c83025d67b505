import type { Instant } from '../../app/ports/clock.ts'

/** Octets of TP-SCTS, TP-DT and the absolute TP-VP. */
export const TIMESTAMP_OCTETS = 7

/** Zones reach from UTC-12 to UTC+14. */
const MAX_QUARTERS = 56

function readPair(octet: number): number | null {
  const tens = octet & 0xf
  const ones = octet >> 4
  return tens > 9 || ones > 9 ? null : tens * 10 + ones
}

function writePair(value: number): number {
  return ((value % 10) << 4) | Math.floor(value / 10)
}

function readZone_minutes(octet: number): number | null {
  const quarters = readPair(octet & 0xf7)
  if (quarters === null || quarters > MAX_QUARTERS) return null
  return (octet & 0x08) === 0 ? quarters * 15 : -quarters * 15
}

/**
 * Instant of a service-centre time stamp (23.040, 9.2.3.11), zone applied; two-digit years from 90 on are
 * of the last century. Null for anything that is not a real date, time and zone.
 */
export function decodeTimestamp(octets: Uint8Array): Instant | null {
  if (octets.length !== TIMESTAMP_OCTETS) return null
  const fields = Array.from(octets.subarray(0, 6), readPair)
  const [yy, month, day, hour, minute, second] = fields
  const zone_minutes = readZone_minutes(octets[6] ?? 0xff)
  if (yy == null || month == null || day == null) return null
  if (hour == null || minute == null || second == null || zone_minutes === null) return null
  if (hour > 23 || minute > 59 || second > 59) return null
  const year = yy >= 90 ? 1900 + yy : 2000 + yy
  const local = Date.UTC(year, month - 1, day, hour, minute, second)
  // A day that its month has not rolls over into another month.
  if (new Date(local).getUTCMonth() !== month - 1) return null
  return local - zone_minutes * 60_000
}

/** Time stamp of an instant in a zone given in minutes east of UTC, rounded to a quarter of an hour; milliseconds are cut. */
export function encodeTimestamp(at: Instant, zone_minutes: number): Uint8Array {
  const quarters = Math.round(zone_minutes / 15)
  const local = new Date(at + quarters * 15 * 60_000)
  const zone = writePair(Math.abs(quarters)) | (quarters < 0 ? 0x08 : 0)
  return Uint8Array.of(
    writePair(local.getUTCFullYear() % 100),
    writePair(local.getUTCMonth() + 1),
    writePair(local.getUTCDate()),
    writePair(local.getUTCHours()),
    writePair(local.getUTCMinutes()),
    writePair(local.getUTCSeconds()),
    zone,
  )
}
