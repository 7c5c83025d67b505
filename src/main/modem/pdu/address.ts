import { fromSeptets, packSeptets, toSeptets, unpackSeptets } from './gsm7.ts'
import type { OctetReader } from './octets.ts'
import { concatOctets } from './octets.ts'

/** Type-of-address octets, 23.040, 9.1.2.5. */
const INTERNATIONAL = 0x91
const UNKNOWN = 0x81
const ALPHANUMERIC = 0xd0

const MAX_SEMI_OCTETS = 20
const MAX_E164_DIGITS = 15

/** Semi-octets of an address, 23.040, 9.1.2.3; 0xF is filling. */
const SEMI_OCTETS = '0123456789*#abc'

export interface Address {
  /** Digits, with `+` where the type says international; alphanumeric senders as text. */
  readonly text: string
  readonly alphanumeric: boolean
}

/** Digits of a number as typed, `+` kept, brackets, blanks, dots and dashes dropped; null when it is no number. */
export function dialable(typed: string): string | null {
  const bare = typed.replaceAll(/[\s().\u2010-\u2015-]/gu, '')
  if (!/^\+?\d+$/.test(bare)) return null
  const most = bare.startsWith('+') ? MAX_E164_DIGITS + 1 : MAX_SEMI_OCTETS
  return bare.length <= most ? bare : null
}

function swapDigits(digits: string): Uint8Array {
  const octets = new Uint8Array(Math.ceil(digits.length / 2))
  for (let at = 0; at < octets.length; at++) {
    const low = SEMI_OCTETS.indexOf(digits.charAt(2 * at))
    const high = 2 * at + 1 < digits.length ? SEMI_OCTETS.indexOf(digits.charAt(2 * at + 1)) : 0xf
    octets[at] = (high << 4) | low
  }
  return octets
}

function typed(number: string): { type: number; digits: string } {
  return number.startsWith('+')
    ? { type: INTERNATIONAL, digits: number.slice(1) }
    : { type: UNKNOWN, digits: number }
}

/**
 * TP address of a number: `+…` as international, all else (8…, short codes) digit for digit as unknown.
 * Null when it is no number.
 */
export function encodeNumber(number: string): Uint8Array | null {
  const bare = dialable(number)
  if (bare === null) return null
  const { type, digits } = typed(bare)
  return concatOctets(Uint8Array.of(digits.length, type), swapDigits(digits))
}

/** TP address of a sender: a number, or at most 11 characters of GSM 7-bit; null when it is neither. */
export function encodeSender(sender: string): Uint8Array | null {
  const number = encodeNumber(sender)
  if (number !== null) return number
  const septets = toSeptets(sender)
  if (septets === null || septets.length === 0 || septets.length > 11) return null
  return concatOctets(Uint8Array.of(Math.ceil((septets.length * 7) / 4), ALPHANUMERIC), packSeptets(septets))
}

/** Service-centre address as AT commands put it before a TPDU (27.005, 3.1); null stands for the modem's own, `00`. */
export function encodeServiceCentre(number: string | null): Uint8Array | null {
  if (number === null) return Uint8Array.of(0)
  const bare = dialable(number)
  if (bare === null) return null
  const { type, digits } = typed(bare)
  const swapped = swapDigits(digits)
  return concatOctets(Uint8Array.of(swapped.length + 1, type), swapped)
}

function readDigits(octets: Uint8Array, count: number): string | null {
  let digits = ''
  for (let at = 0; at < count; at++) {
    const octet = octets[at >> 1] ?? 0xff
    const digit = SEMI_OCTETS[at % 2 === 0 ? octet & 0xf : octet >> 4]
    if (digit === undefined) return null
    digits += digit
  }
  return digits
}

function readName(octets: Uint8Array, semiOctets: number): string {
  const septets = unpackSeptets(octets, Math.floor((semiOctets * 4) / 7))
  // A centre that counts whole octets says 14 for seven characters; the eighth is then filling, not `@`.
  const filled = septets.length === 8 && septets[7] === 0
  return fromSeptets(filled ? septets.subarray(0, 7) : septets)
}

function decodeValue(type: number, octets: Uint8Array, semiOctets: number): Address | null {
  if ((type & 0x70) === (ALPHANUMERIC & 0x70)) {
    return { text: readName(octets, semiOctets), alphanumeric: true }
  }
  const digits = readDigits(octets, semiOctets)
  if (digits === null) return null
  const international = (type & 0x70) === (INTERNATIONAL & 0x70) && digits !== ''
  return { text: international ? `+${digits}` : digits, alphanumeric: false }
}

/** Reads a TP address (23.040, 9.1.2.5); over 20 semi-octets or filling inside a number is `bad-address`. */
export function readAddress(reader: OctetReader): Address {
  const semiOctets = reader.octet()
  const type = reader.octet()
  if (semiOctets > MAX_SEMI_OCTETS) reader.fail('bad-address')
  const address = decodeValue(type, reader.take(Math.ceil(semiOctets / 2)), semiOctets)
  if (address === null) reader.fail('bad-address')
  return address ?? { text: '', alphanumeric: false }
}

/** Reads the service-centre address before a TPDU; null where there is none. */
export function readServiceCentre(reader: OctetReader): string | null {
  const length = reader.octet()
  if (length === 0) return null
  if (length > 11) reader.fail('bad-address')
  const type = reader.octet()
  const octets = reader.take(length - 1)
  const last = octets[octets.length - 1]
  const odd = last !== undefined && last >> 4 === 0xf
  const address = decodeValue(type, octets, 2 * octets.length - (odd ? 1 : 0))
  if (address === null) reader.fail('bad-address')
  return address?.text ?? null
}
