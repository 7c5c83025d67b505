/** The two tables a 7-bit text is read by: 128 characters, and what an escape before a code means. */
export interface ShiftTables {
  /** Character by code; index 0x1B is the escape and never shown. */
  readonly locking: string
  readonly single: ReadonlyMap<number, string>
}

export const ESCAPE = 0x1b

/** GSM 7-bit default alphabet, 3GPP TS 23.038, 6.2.1; the escape's place holds U+001B. */
export const DEFAULT_ALPHABET =
  '@£$¥èéùìòÇ\nØø\rÅå' +
  'Δ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ' +
  ' !"#¤%&\'()*+,-./' +
  '0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNO' +
  'PQRSTUVWXYZÄÖÑÜ§' +
  '¿abcdefghijklmno' +
  'pqrstuvwxyzäöñüà'

/** GSM 7-bit default alphabet extension table, 3GPP TS 23.038, 6.2.1.1. */
export const DEFAULT_EXTENSION: ReadonlyMap<number, string> = new Map([
  [0x0a, '\f'],
  [0x14, '^'],
  [0x28, '{'],
  [0x29, '}'],
  [0x2f, '\\'],
  [0x3c, '['],
  [0x3d, '~'],
  [0x3e, ']'],
  [0x40, '|'],
  [0x65, '€'],
])

export const DEFAULT_TABLES: ShiftTables = { locking: DEFAULT_ALPHABET, single: DEFAULT_EXTENSION }

const CODES: ReadonlyMap<string, readonly number[]> = new Map<string, readonly number[]>([
  ...Array.from(DEFAULT_ALPHABET, (char, code): [string, readonly number[]] => [char, [code]]).filter(
    ([, [code]]) => code !== ESCAPE,
  ),
  ...Array.from(DEFAULT_EXTENSION, ([code, char]): [string, readonly number[]] => [char, [ESCAPE, code]]),
])

/** Septets one character takes: 1, 2 with an escape, 0 when the alphabet has no such character. */
export function septetCost(char: string): number {
  return CODES.get(char)?.length ?? 0
}

/** Septets of a text in the default alphabet with its extension; null when a character is in neither. */
export function toSeptets(text: string): Uint8Array | null {
  const septets = new Uint8Array(2 * text.length)
  let length = 0
  for (const char of text) {
    const codes = CODES.get(char)
    if (codes === undefined) return null
    for (const code of codes) septets[length++] = code
  }
  return septets.slice(0, length)
}

/**
 * Text of septets. An escape before a code its table lacks shows the main table's character, two escapes
 * or a last one show a space (23.038, 6.2.1.1, notes).
 */
export function fromSeptets(septets: Uint8Array, tables: ShiftTables = DEFAULT_TABLES): string {
  let text = ''
  for (let at = 0; at < septets.length; at++) {
    const code = (septets[at] ?? 0) & 0x7f
    if (code !== ESCAPE) {
      text += tables.locking[code] ?? ' '
      continue
    }
    at++
    const next = (septets[at] ?? ESCAPE) & 0x7f
    text += tables.single.get(next) ?? (next === ESCAPE ? ' ' : (tables.locking[next] ?? ' '))
  }
  return text
}

/** Packs septets into octets, low bits first, after `fillBits` zero bits (23.038, 6.1.2.1; 23.040, 9.2.3.24). */
export function packSeptets(septets: Uint8Array, fillBits = 0): Uint8Array {
  const octets = new Uint8Array(Math.ceil((septets.length * 7 + fillBits) / 8))
  let bit = fillBits
  for (const septet of septets) {
    const at = bit >> 3
    const shifted = (septet & 0x7f) << (bit & 7)
    octets[at] = (octets[at] ?? 0) | (shifted & 0xff)
    if (shifted > 0xff) octets[at + 1] = shifted >> 8
    bit += 7
  }
  return octets
}

/** Unpacks `count` septets after `fillBits` bits; fewer when the octets end before. */
export function unpackSeptets(octets: Uint8Array, count: number, fillBits = 0): Uint8Array {
  const available = Math.max(0, Math.floor((octets.length * 8 - fillBits) / 7))
  const septets = new Uint8Array(Math.min(count, available))
  for (let index = 0; index < septets.length; index++) {
    const bit = fillBits + index * 7
    const at = bit >> 3
    const pair = (octets[at] ?? 0) | ((octets[at + 1] ?? 0) << 8)
    septets[index] = (pair >> (bit & 7)) & 0x7f
  }
  return septets
}
