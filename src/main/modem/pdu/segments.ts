import type { TextMeasure } from '../../app/ports/modem.ts'
import { septetCost } from './gsm7.ts'

export type TextEncoding = TextMeasure['encoding']

/** Octets of the concatenation header's reference (23.040, 9.2.3.24.1 and 9.2.3.24.8). */
export type ReferenceWidth = 8 | 16

export const MAX_PARTS = 255

/** Units a part carries: alone, and beside the concatenation header of either width. */
const CAPACITY = {
  gsm7: { single: 160, 8: 153, 16: 152 },
  ucs2: { single: 70, 8: 67, 16: 66 },
} as const

export type SplitText =
  | { readonly ok: true; readonly encoding: TextEncoding; readonly segments: readonly string[] }
  | { readonly ok: false; readonly problem: 'too-many-parts'; readonly parts: number }

interface Atom {
  readonly text: string
  readonly units: number
}

interface Layout {
  readonly encoding: TextEncoding
  readonly units: number
  readonly segments: readonly string[]
  readonly left: number
}

const graphemes = new Intl.Segmenter('ru', { granularity: 'grapheme' })

/** Septets of a text in GSM 7-bit; null when it needs UCS2. */
function septetsOf(text: string): number | null {
  let units = 0
  for (const char of text) {
    const cost = septetCost(char)
    if (cost === 0) return null
    units += cost
  }
  return units
}

/** The only cluster of several characters in GSM 7-bit is the line end CR LF. */
function* gsm7Atoms(text: string): Generator<Atom> {
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '\r' && text.charAt(at + 1) === '\n') {
      at++
      yield { text: '\r\n', units: 2 }
    } else {
      yield { text: char, units: septetCost(char) }
    }
  }
}

function* ucs2Atoms(text: string, capacity: number): Generator<Atom> {
  for (const { segment } of graphemes.segment(text)) {
    if (segment.length <= capacity) yield { text: segment, units: segment.length }
    else for (const char of segment) yield { text: char, units: char.length }
  }
}

function pack(atoms: Iterable<Atom>, capacity: number): { segments: string[]; left: number } {
  const segments: string[] = []
  let segment = ''
  let left = capacity
  for (const atom of atoms) {
    if (atom.units > left) {
      segments.push(segment)
      segment = ''
      left = capacity
    }
    segment += atom.text
    left -= atom.units
  }
  segments.push(segment)
  return { segments, left }
}

/** The one place that decides encoding and cuts: counting and encoding both stand on it. */
function layout(text: string, width: ReferenceWidth): Layout {
  const septets = septetsOf(text)
  const encoding: TextEncoding = septets === null ? 'ucs2' : 'gsm7'
  const units = septets ?? text.length
  const { single, [width]: several } = CAPACITY[encoding]
  if (units <= single) return { encoding, units, segments: [text], left: single - units }
  const atoms = encoding === 'gsm7' ? gsm7Atoms(text) : ucs2Atoms(text, several)
  return { encoding, units, ...pack(atoms, several) }
}

/** Encoding, parts, length and room left of a text; `parts` above 255 means that it cannot be sent. */
export function measureText(text: string): TextMeasure {
  const { encoding, segments, units, left } = layout(text, 8)
  return { encoding, parts: segments.length, length: units, left }
}

/**
 * Cuts a text into parts as they are sent: 160 or 153 septets, 70 or 67 UCS2 units (152 and 66 beside a
 * 16-bit reference). Escape pairs, surrogate pairs and clusters that fit a part are never cut.
 */
export function splitText(text: string, width: ReferenceWidth = 8): SplitText {
  const { encoding, segments } = layout(text, width)
  if (segments.length > MAX_PARTS) return { ok: false, problem: 'too-many-parts', parts: segments.length }
  return { ok: true, encoding, segments }
}
