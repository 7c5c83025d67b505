import { fromSeptets, packSeptets, toSeptets, unpackSeptets } from '../pdu/gsm7.ts'
import { toHex } from '../pdu/octets.ts'
import { splitFields } from './answers.ts'

/** How a USSD string goes over the line: as it is, packed septets as hex, or UCS2 as hex. */
export type UssdCoding = 'plain' | 'packed' | 'ucs2'

export interface UssdAnswer {
  /** <m> of +CUSD: 0 done, 1 a reply is wanted, 2 ended, 3 another client answered, 4 not supported, 5 timeout. */
  readonly state: number
  readonly text: string | null
}

/** Cell-broadcast coding "GSM 7-bit, language unspecified" (3GPP TS 23.038, 5). */
const DCS_GSM7 = 15
const HEX = /^(?:[0-9A-Fa-f]{2})+$/
const LINE = /^\+CUSD:\s*(\d)\s*(?:,\s*([\s\S]*))?$/

/** True for what a service code or a reply to a menu may be: it goes into a command between quotes. */
export function isUssdCode(code: string): boolean {
  return /^[*#0-9A-Za-z+]{1,160}$/.test(code)
}

/** AT+CUSD that asks `code`; null where the coding cannot carry it. */
export function ussdCommand(code: string, coding: UssdCoding): string | null {
  if (coding === 'plain') return `AT+CUSD=1,"${code}",${DCS_GSM7}`
  if (coding === 'ucs2') {
    const units = Array.from({ length: code.length }, (_, at) =>
      code.charCodeAt(at).toString(16).padStart(4, '0'),
    )
    return `AT+CUSD=1,"${units.join('').toUpperCase()}",${DCS_GSM7}`
  }
  const septets = toSeptets(code)
  if (septets === null) return null
  // Seven spare bits would read as an @: a carriage return fills them (23.038, 6.1.2.3.1).
  const padded = septets.length % 8 === 7 ? Uint8Array.of(...septets, 0x0d) : septets
  return `AT+CUSD=1,"${toHex(packSeptets(padded))}",${DCS_GSM7}`
}

/** Reads `+CUSD: <m>[,<str>[,<dcs>]]`; null for another line. Text by its coding scheme, else by what it looks like. */
export function parseUssd(line: string, packed: boolean): UssdAnswer | null {
  const found = LINE.exec(line)
  if (found === null) return null
  const state = Number(found[1])
  const { text, dcs } = textAndCoding(found[2] ?? '')
  if (text === '') return { state, text: null }
  return { state, text: decoded(text, dcs, packed).replace(/\r\n?/g, '\n').trimEnd() }
}

function textAndCoding(rest: string): { readonly text: string; readonly dcs: number | null } {
  const quoted = /^"([\s\S]*)"\s*(?:,\s*(\d{1,3}))?\s*$/.exec(rest)
  if (quoted !== null)
    return { text: quoted[1] ?? '', dcs: quoted[2] === undefined ? null : Number(quoted[2]) }
  const fields = splitFields(rest)
  const dcs = fields[1]
  return { text: fields[0] ?? '', dcs: dcs !== undefined && /^\d{1,3}$/.test(dcs) ? Number(dcs) : null }
}

function decoded(text: string, dcs: number | null, packed: boolean): string {
  if (!HEX.test(text)) return text
  if (isUcs2(dcs)) return fromUcs2(dcs === 0x11 ? text.slice(packedPrefix(text)) : text)
  if (looksUcs2(text)) return fromUcs2(text)
  const unpacked = fromPacked(text)
  // Digits alone may be a text as it is: a number is longer unpacked only where the modem is known to pack.
  if (packed || (/[A-Fa-f]/.test(text) && text.length >= 8 && isReadable(unpacked))) return unpacked
  return text
}

/** 3GPP TS 23.038, 5: groups 0001 (with a language before it), 01xx and 1001 with the UCS2 alphabet. */
function isUcs2(dcs: number | null): boolean {
  if (dcs === null) return false
  const group = dcs >> 4
  if (dcs === 0x11) return true
  return ((group >= 4 && group <= 7) || group === 9) && ((dcs >> 2) & 3) === 2
}

/** The language code before the text: two septets in two octets. Some gateways leave it out. */
function packedPrefix(hex: string): number {
  return hex.length % 4 === 0 && looksUcs2(hex) ? 0 : 4
}

/** Hex in which every unit is of the Latin, Cyrillic, punctuation or symbol blocks. */
function looksUcs2(hex: string): boolean {
  return hex.length % 4 === 0 && /^(?:(?:00|04|20|21|22)[0-9A-Fa-f]{2})+$/.test(hex)
}

function fromUcs2(hex: string): string {
  return hex
    .slice(0, hex.length - (hex.length % 4))
    .replace(/.{4}/g, (unit) => String.fromCharCode(Number.parseInt(unit, 16)))
}

function fromPacked(hex: string): string {
  const octets = Uint8Array.from(Buffer.from(hex, 'hex'))
  const text = fromSeptets(unpackSeptets(octets, Math.floor((octets.length * 8) / 7)))
  return text.replace(/[\r@]$/, '')
}

function isReadable(text: string): boolean {
  return /^[\n\r -~£¥Ø]+$/.test(text) && /[A-Za-z ]{3}/.test(text)
}
