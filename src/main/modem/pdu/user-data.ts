import { DCS_GSM7, DCS_UCS2, decodeDcs } from './dcs.ts'
import { fromSeptets, packSeptets, toSeptets, unpackSeptets } from './gsm7.ts'
import { shiftTables } from './national-tables.ts'
import type { OctetReader } from './octets.ts'
import { concatOctets } from './octets.ts'
import type { PduProblem } from './problem.ts'
import type { ReferenceWidth, TextEncoding } from './segments.ts'
import type { Concat, UserDataHeader } from './udh.ts'
import { decodeHeader, encodeConcat, NO_HEADER } from './udh.ts'

const MAX_OCTETS = 140
const MAX_SEPTETS = 160

export interface UserData {
  readonly text: string
  /** What a GSM 7-bit text was read from; null for other alphabets and where nothing could be read. */
  readonly septets: Uint8Array | null
  readonly header: UserDataHeader
  /** Why the text is missing or doubtful; null when it is sure. */
  readonly problem: PduProblem | null
}

function unreadable(problem: PduProblem, header = NO_HEADER): UserData {
  return { text: '', septets: null, header, problem }
}

/** Zero bits between a header and the first septet after it. */
function fillBitsAfter(headerOctets: number): number {
  return (7 - ((headerOctets * 8) % 7)) % 7
}

function decodeUcs2(octets: Uint8Array): string {
  let text = ''
  for (let at = 0; at + 1 < octets.length; at += 2) {
    text += String.fromCharCode(((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0))
  }
  return text
}

function encodeUcs2(text: string): Uint8Array {
  const octets = new Uint8Array(2 * text.length)
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    octets[2 * at] = unit >> 8
    octets[2 * at + 1] = unit & 0xff
  }
  return octets
}

/** Text of septets by the tables their header names. */
export function readSeptets(septets: Uint8Array, header: UserDataHeader): UserData {
  const tables = shiftTables(header.singleShift, header.lockingShift)
  const problem = tables.known ? null : 'unknown-language'
  return { text: fromSeptets(septets, tables), septets, header, problem }
}

function decodeBody(octets: Uint8Array, length: number, headerPresent: boolean, dcs: number): UserData {
  const headerOctets = headerPresent ? (octets[0] ?? 0) + 1 : 0
  if (headerOctets > octets.length) return unreadable('bad-header')
  const header = headerPresent ? decodeHeader(octets.subarray(1, headerOctets)) : NO_HEADER
  if (header === null) return unreadable('bad-header')
  const { alphabet, compressed } = decodeDcs(dcs)
  if (compressed) return unreadable('compressed', header)
  const body = octets.subarray(headerOctets)
  if (alphabet === '8bit') return unreadable('eight-bit-data', header)
  if (alphabet === 'ucs2') {
    const problem = body.length % 2 === 0 ? null : 'odd-ucs2'
    return { text: decodeUcs2(body), septets: null, header, problem }
  }
  const septets = length - Math.ceil((headerOctets * 8) / 7)
  return septets < 0
    ? unreadable('bad-header', header)
    : readSeptets(unpackSeptets(body, septets, fillBitsAfter(headerOctets)), header)
}

/**
 * Reads TP-UDL and TP-UD (23.040, 9.2.3.16 and 9.2.3.24). A length that is over the limit or more than the octets
 * there are fails the reader; contents that are no text come back with their problem.
 */
export function readUserData(reader: OctetReader, headerPresent: boolean, dcs: number): UserData {
  const length = reader.octet()
  const { alphabet, compressed } = decodeDcs(dcs)
  const inSeptets = alphabet === 'gsm7' && !compressed
  if (length > (inSeptets ? MAX_SEPTETS : MAX_OCTETS)) reader.fail('bad-user-data-length')
  const octets = reader.take(inSeptets ? Math.ceil((length * 7) / 8) : length)
  return reader.problem === null ? decodeBody(octets, length, headerPresent, dcs) : unreadable(reader.problem)
}

export interface EncodedUserData {
  readonly dcs: number
  /** TP-UDL and TP-UD. */
  readonly octets: Uint8Array
}

/** TP-UDL and TP-UD of one segment made by `splitText` for the same reference width. */
export function encodeUserData(
  segment: string,
  encoding: TextEncoding,
  concat: Concat | null,
  width: ReferenceWidth,
): EncodedUserData {
  const header = concat === null ? new Uint8Array(0) : encodeConcat(concat, width)
  const septets = encoding === 'gsm7' ? toSeptets(segment) : null
  if (septets === null) {
    const body = encodeUcs2(segment)
    const length = Uint8Array.of(header.length + body.length)
    return { dcs: DCS_UCS2, octets: concatOctets(length, header, body) }
  }
  const length = Uint8Array.of(Math.ceil((header.length * 8) / 7) + septets.length)
  const packed = packSeptets(septets, fillBitsAfter(header.length))
  return { dcs: DCS_GSM7, octets: concatOctets(length, header, packed) }
}
