import type { ReferenceWidth } from './segments.ts'

const CONCAT_8 = 0x00
const CONCAT_16 = 0x08
const NATIONAL_SINGLE_SHIFT = 0x24
const NATIONAL_LOCKING_SHIFT = 0x25

/** Octets each known element's data must have. */
const LENGTHS: ReadonlyMap<number, number> = new Map([
  [CONCAT_8, 3],
  [CONCAT_16, 4],
  [NATIONAL_SINGLE_SHIFT, 1],
  [NATIONAL_LOCKING_SHIFT, 1],
])

export interface Concat {
  readonly reference: number
  readonly total: number
  readonly number: number
}

export interface HeaderElement {
  readonly id: number
  readonly data: Uint8Array
}

export interface UserDataHeader {
  readonly concat: Concat | null
  /** Language codes of 23.038, 6.2.1.2.4; null where the header has no such element. */
  readonly singleShift: number | null
  readonly lockingShift: number | null
  /** Elements this program gives no meaning to, as they came. */
  readonly others: readonly HeaderElement[]
}

export const NO_HEADER: UserDataHeader = { concat: null, singleShift: null, lockingShift: null, others: [] }

/** Elements of a header without its length octet; null when one reaches past the end or has a wrong length. */
function readElements(octets: Uint8Array): HeaderElement[] | null {
  const elements: HeaderElement[] = []
  let at = 0
  while (at < octets.length) {
    const id = octets[at]
    const length = octets[at + 1]
    if (id === undefined || length === undefined) return null
    const data = octets.subarray(at + 2, at + 2 + length)
    if (data.length !== length || (LENGTHS.get(id) ?? length) !== length) return null
    elements.push({ id, data })
    at += 2 + length
  }
  return elements
}

/** A concatenation with a part of none, or past the last, is to be ignored (23.040, 9.2.3.24.1). */
function readConcat(element: HeaderElement): Concat | null {
  const [first = 0, second = 0, third = 0, fourth = 0] = element.data
  const wide = element.id === CONCAT_16
  const reference = wide ? (first << 8) | second : first
  const total = wide ? third : second
  const number = wide ? fourth : third
  return number === 0 || number > total ? null : { reference, total, number }
}

/**
 * Header from its octets without the length octet (23.040, 9.2.3.24); of a repeated element the last counts.
 * Null when its lengths do not add up.
 */
export function decodeHeader(octets: Uint8Array): UserDataHeader | null {
  const elements = readElements(octets)
  if (elements === null) return null
  const last = (...ids: readonly number[]) => elements.findLast((element) => ids.includes(element.id))
  const concat = last(CONCAT_8, CONCAT_16)
  return {
    concat: concat === undefined ? null : readConcat(concat),
    singleShift: last(NATIONAL_SINGLE_SHIFT)?.data[0] ?? null,
    lockingShift: last(NATIONAL_LOCKING_SHIFT)?.data[0] ?? null,
    others: elements.filter((element) => !LENGTHS.has(element.id)),
  }
}

/** Header of one concatenation element, length octet included. */
export function encodeConcat(concat: Concat, width: ReferenceWidth): Uint8Array {
  const { reference, total, number } = concat
  if (width === 8) return Uint8Array.of(5, CONCAT_8, 3, reference & 0xff, total, number)
  return Uint8Array.of(6, CONCAT_16, 4, (reference >> 8) & 0xff, reference & 0xff, total, number)
}
