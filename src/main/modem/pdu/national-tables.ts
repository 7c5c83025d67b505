import type { ShiftTables } from './gsm7.ts'
import { DEFAULT_ALPHABET, DEFAULT_EXTENSION } from './gsm7.ts'

const TURKISH = 1
const SPANISH = 2
const PORTUGUESE = 3

function extended(entries: readonly (readonly [number, string])[]): ReadonlyMap<number, string> {
  return new Map([...DEFAULT_EXTENSION, ...entries])
}

/** National language single shift tables, 23.038, A.2. */
const SINGLE: ReadonlyMap<number, ReadonlyMap<number, string>> = new Map([
  [
    TURKISH,
    extended([
      [0x47, 'Ğ'],
      [0x49, 'İ'],
      [0x53, 'Ş'],
      [0x63, 'ç'],
      [0x67, 'ğ'],
      [0x69, 'ı'],
      [0x73, 'ş'],
    ]),
  ],
  [
    SPANISH,
    extended([
      [0x09, 'ç'],
      [0x41, 'Á'],
      [0x49, 'Í'],
      [0x4f, 'Ó'],
      [0x55, 'Ú'],
      [0x61, 'á'],
      [0x69, 'í'],
      [0x6f, 'ó'],
      [0x75, 'ú'],
    ]),
  ],
  [
    PORTUGUESE,
    extended([
      [0x05, 'ê'],
      [0x09, 'ç'],
      [0x0b, 'Ô'],
      [0x0c, 'ô'],
      [0x0e, 'Á'],
      [0x0f, 'á'],
      [0x12, 'Φ'],
      [0x13, 'Γ'],
      [0x15, 'Ω'],
      [0x16, 'Π'],
      [0x17, 'Ψ'],
      [0x18, 'Σ'],
      [0x19, 'Θ'],
      [0x1f, 'Ê'],
      [0x41, 'À'],
      [0x49, 'Í'],
      [0x4f, 'Ó'],
      [0x55, 'Ú'],
      [0x5b, 'Ã'],
      [0x5c, 'Õ'],
      [0x61, 'Â'],
      [0x69, 'í'],
      [0x6f, 'ó'],
      [0x75, 'ú'],
      [0x7b, 'ã'],
      [0x7c, 'õ'],
      [0x7f, 'â'],
    ]),
  ],
])

/** National language locking shift tables, 23.038, A.3; Spanish has none. */
const LOCKING: ReadonlyMap<number, string> = new Map([
  [
    TURKISH,
    '@£$¥€éùıòÇ\nĞğ\rÅå' +
      'Δ_ΦΓΛΩΠΨΣΘΞ\u001bŞşßÉ' +
      ' !"#¤%&\'()*+,-./' +
      '0123456789:;<=>?' +
      'İABCDEFGHIJKLMNO' +
      'PQRSTUVWXYZÄÖÑÜ§' +
      'çabcdefghijklmno' +
      'pqrstuvwxyzäöñüà',
  ],
  [
    PORTUGUESE,
    '@£$¥êéúíóç\nÔô\rÁá' +
      'Δ_ªÇÀ∞^\\€Ó|\u001bÂâÊÉ' +
      ' !"#º%&\'()*+,-./' +
      '0123456789:;<=>?' +
      'ÍABCDEFGHIJKLMNO' +
      'PQRSTUVWXYZÃÕÚÜ§' +
      '~abcdefghijklmno' +
      'pqrstuvwxyzãõ`üà',
  ],
])

/** Tables by the language codes of a header; `known` is false when a code has no table here and the default stands in. */
export function shiftTables(
  single: number | null,
  locking: number | null,
): ShiftTables & { readonly known: boolean } {
  const singleTable = single === null ? DEFAULT_EXTENSION : SINGLE.get(single)
  const lockingTable = locking === null ? DEFAULT_ALPHABET : LOCKING.get(locking)
  return {
    single: singleTable ?? DEFAULT_EXTENSION,
    locking: lockingTable ?? DEFAULT_ALPHABET,
    known: singleTable !== undefined && lockingTable !== undefined,
  }
}
