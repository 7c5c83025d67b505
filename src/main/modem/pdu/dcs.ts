export type Alphabet = 'gsm7' | '8bit' | 'ucs2'

export interface DataCoding {
  readonly alphabet: Alphabet
  /** Message class 0 (flash) to 3; null where the octet names none. */
  readonly class: number | null
  readonly compressed: boolean
}

export const DCS_GSM7 = 0x00
export const DCS_UCS2 = 0x08

/** Alphabet and class of TP-DCS (23.038, 4); reserved codings count as the GSM 7-bit alphabet, as the standard asks. */
export function decodeDcs(octet: number): DataCoding {
  const group = octet >> 4
  if (group < 0x8) {
    const alphabets: readonly Alphabet[] = ['gsm7', '8bit', 'ucs2', 'gsm7']
    return {
      alphabet: alphabets[(octet >> 2) & 3] ?? 'gsm7',
      class: (octet & 0x10) === 0 ? null : octet & 3,
      compressed: (octet & 0x20) !== 0,
    }
  }
  if (group === 0xe) return { alphabet: 'ucs2', class: null, compressed: false }
  if (group === 0xf) {
    return { alphabet: (octet & 4) === 0 ? 'gsm7' : '8bit', class: octet & 3, compressed: false }
  }
  return { alphabet: 'gsm7', class: null, compressed: false }
}
