import type { Instant } from '../../app/ports/clock.ts'
import type { OctetReader } from './octets.ts'
import { decodeTimestamp, TIMESTAMP_OCTETS } from './timestamp.ts'

const HOUR_MINUTES = 60
const DAY_MINUTES = 24 * HOUR_MINUTES
const WEEK_MINUTES = 7 * DAY_MINUTES

/** Bits of the functionality indicator that begins the enhanced format (23.040, 9.2.3.12.3). */
const EXTENSION = 0x80
const SINGLE_SHOT = 0x40

/** TP-VP by its format (23.040, 9.2.3.12); null where the sender's value means nothing. */
export type Validity =
  | { readonly format: 'none' }
  | { readonly format: 'relative'; readonly minutes: number }
  | { readonly format: 'enhanced'; readonly seconds: number | null; readonly singleShot: boolean }
  | { readonly format: 'absolute'; readonly until: Instant | null }

/** Relative TP-VP, rounded up to the next period it can say, 5 minutes to 63 weeks (23.040, 9.2.3.12.1). */
export function encodeRelativeValidity(minutes: number): number {
  if (minutes <= 12 * HOUR_MINUTES) return Math.max(0, Math.ceil(minutes / 5) - 1)
  if (minutes <= DAY_MINUTES) return 143 + Math.ceil((minutes - 12 * HOUR_MINUTES) / 30)
  if (minutes <= 30 * DAY_MINUTES) return 166 + Math.ceil(minutes / DAY_MINUTES)
  return Math.min(255, 192 + Math.ceil(minutes / WEEK_MINUTES))
}

/** Minutes of a relative TP-VP. */
export function decodeRelativeValidity(octet: number): number {
  if (octet <= 143) return (octet + 1) * 5
  if (octet <= 167) return 12 * HOUR_MINUTES + (octet - 143) * 30
  if (octet <= 196) return (octet - 166) * DAY_MINUTES
  return (octet - 192) * WEEK_MINUTES
}

function pair(octet: number): number {
  const tens = octet & 0xf
  const ones = octet >> 4
  return tens > 9 || ones > 9 ? Number.NaN : tens * 10 + ones
}

function enhancedSeconds(octets: Uint8Array): number | null {
  const [indicator = 0, first = 0, second = 0, third = 0] = octets
  if ((indicator & EXTENSION) !== 0) return null
  switch (indicator & 0x07) {
    case 1:
      return decodeRelativeValidity(first) * 60
    case 2:
      return first === 0 ? null : first
    case 3: {
      const seconds = pair(first) * 3600 + pair(second) * 60 + pair(third)
      return Number.isNaN(seconds) ? null : seconds
    }
    default:
      return null
  }
}

/** Reads TP-VP as TP-VPF (bits 4 and 3 of the first octet) says. */
export function readValidity(reader: OctetReader, firstOctet: number): Validity {
  switch ((firstOctet >> 3) & 3) {
    case 0:
      return { format: 'none' }
    case 2:
      return { format: 'relative', minutes: decodeRelativeValidity(reader.octet()) }
    case 3:
      return { format: 'absolute', until: decodeTimestamp(reader.take(TIMESTAMP_OCTETS)) }
    default: {
      const octets = reader.take(TIMESTAMP_OCTETS)
      const singleShot = ((octets[0] ?? 0) & SINGLE_SHOT) !== 0
      return { format: 'enhanced', seconds: enhancedSeconds(octets), singleShot }
    }
  }
}
