import { describe, expect, test } from 'vitest'
import { DEFAULT_ALPHABET, DEFAULT_EXTENSION, fromSeptets } from '../../../src/main/modem/pdu/gsm7.ts'
import { LANGUAGE } from '../../../src/main/modem/pdu/national/languages.ts'
import { LOCKING_TABLES } from '../../../src/main/modem/pdu/national/locking.ts'
import { SINGLE_TABLES } from '../../../src/main/modem/pdu/national/single.ts'
import { shiftTables } from '../../../src/main/modem/pdu/national-tables.ts'

const shifted = (...codes: number[]) => Uint8Array.from(codes.flatMap((code) => [0x1b, code]))
const LANGUAGES = Object.entries(LANGUAGE)
const WITH_LOCKING = LANGUAGES.filter(([name]) => name !== 'spanish')
const INDIC = LANGUAGES.filter(([, language]) => language >= LANGUAGE.bengali)

describe('national single shift tables', () => {
  test('are there for all thirteen languages', () => {
    expect([...SINGLE_TABLES.keys()]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])
  })

  test('read the Turkish letters', () => {
    const septets = shifted(0x47, 0x49, 0x53, 0x63, 0x67, 0x69, 0x73)
    expect(fromSeptets(septets, shiftTables(1, null))).toBe('ĞİŞçğış')
  })

  test('read the Spanish letters', () => {
    const septets = shifted(0x09, 0x41, 0x49, 0x4f, 0x55, 0x61, 0x69, 0x6f, 0x75)
    expect(fromSeptets(septets, shiftTables(2, null))).toBe('çÁÍÓÚáíóú')
  })

  test('read the Portuguese letters', () => {
    const septets = shifted(0x05, 0x0b, 0x1f, 0x41, 0x5b, 0x5c, 0x61, 0x7b, 0x7c, 0x7f, 0x12, 0x19)
    expect(fromSeptets(septets, shiftTables(3, null))).toBe('êÔÊÀÃÕÂãõâΦΘ')
  })

  // Zero of the script, from which its ten digits follow in Unicode; Bengali has no dandas before them.
  test.each([
    ['bengali', 4, 0x09e6],
    ['gujarati', 5, 0x0ae6],
    ['hindi', 6, 0x0966],
    ['kannada', 7, 0x0ce6],
    ['malayalam', 8, 0x0d66],
    ['oriya', 9, 0x0b66],
    ['punjabi', 10, 0x0a66],
    ['tamil', 11, 0x0be6],
    ['telugu', 12, 0x0c66],
    ['urdu', 13, 0x06f0],
  ] as const)('read the ten digits of %s', (_, language, zero) => {
    const codes = language === LANGUAGE.bengali ? [0x19, 0x1a] : [0x1c, 0x1d]
    const last = language === LANGUAGE.bengali ? 0x23 : 0x25
    for (let code = language === LANGUAGE.bengali ? 0x1c : 0x1e; code <= last; code++) codes.push(code)
    const digits = String.fromCharCode(...Array.from({ length: 10 }, (_, at) => zero + at))
    expect(fromSeptets(shifted(...codes), shiftTables(language, null))).toBe(digits)
  })

  test.each([
    ['bengali', 4, [0x24, 0x2e, 0x34], '\u09df\u09f5\u09fa'],
    ['gujarati', 5, [0x19, 0x1a], '\u0964\u0965'],
    ['hindi', 6, [0x26, 0x2e, 0x3a], '\u0951\u095a\u0971'],
    ['kannada', 7, [0x26, 0x27, 0x2a], '\u0cde\u0cf1\u0cf2'],
    ['malayalam', 8, [0x2e, 0x34], '\u0d7a\u0d7f'],
    ['oriya', 9, [0x26, 0x2a, 0x2c], '\u0b5c\u0b5f\u0b71'],
    ['punjabi', 10, [0x26, 0x2c, 0x2d], '\u0a59\u0a5e\u0a75'],
    ['tamil', 11, [0x26, 0x2e], '\u0bf3\u0bfa'],
    ['telugu', 12, [0x26, 0x2e, 0x32], '\u0c58\u0c7c\u0c7f'],
    ['urdu', 13, [0x1a, 0x3b, 0x3f], '\u0601\u06cd\u06d4'],
  ] as const)('read the signs of %s', (_, language, codes, text) => {
    expect(fromSeptets(shifted(...codes), shiftTables(language, null))).toBe(text)
  })

  test.each(INDIC)('of %s hold the signs and capitals that its locking table has not', (_, language) => {
    const septets = shifted(
      0x00,
      0x03,
      0x04,
      0x05,
      0x0b,
      0x0c,
      0x0e,
      0x10,
      0x12,
      0x13,
      0x16,
      0x17,
      0x41,
      0x5a,
    )
    expect(fromSeptets(septets, shiftTables(language, language))).toBe('@¥¿"*+-<>¡_#AZ')
  })

  test.each(LANGUAGES)('of %s keep the signs of the default extension', (_, language) => {
    for (const [code, char] of DEFAULT_EXTENSION) expect(SINGLE_TABLES.get(language)?.get(code)).toBe(char)
  })

  test.each(LANGUAGES)('of %s hold no control but the page break', (_, language) => {
    const table = SINGLE_TABLES.get(language) ?? new Map<number, string>()
    const controls = [...table].filter(([, char]) => char < ' ')
    expect(controls).toEqual([[0x0a, '\f']])
    expect([...table.keys()].every((code) => code >= 0 && code < 0x80 && code !== 0x1b)).toBe(true)
  })

  test('show the main character for an empty place: the locking table has it where there is one', () => {
    expect(fromSeptets(shifted(0x7f), shiftTables(LANGUAGE.hindi, null))).toBe('à')
    expect(fromSeptets(shifted(0x7f), shiftTables(LANGUAGE.hindi, LANGUAGE.hindi))).toBe('\u097f')
  })
})

describe('national locking shift tables', () => {
  test('are there for all languages but Spanish, which has none', () => {
    expect([...LOCKING_TABLES.keys()]).toEqual([1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])
  })

  test('read the Turkish letters', () => {
    const septets = Uint8Array.of(0x04, 0x07, 0x0b, 0x0c, 0x1c, 0x1d, 0x40, 0x60, 0x41)
    expect(fromSeptets(septets, shiftTables(null, 1))).toBe('€ıĞğŞşİçA')
  })

  test('read the Portuguese letters', () => {
    const septets = Uint8Array.of(0x04, 0x12, 0x15, 0x18, 0x24, 0x40, 0x5b, 0x5d, 0x60, 0x7d, 0x41)
    expect(fromSeptets(septets, shiftTables(null, 3))).toBe('êª∞€ºÍÃÚ~`A')
  })

  // The first letters, KA, DDA, NA, PA, MA, the virama, and both ends of the last row.
  test.each([
    ['bengali', 4, '\u0982\u0995\u09a1\u09a8\u09aa\u09ae\u09cd\u09cep\u09f1'],
    ['gujarati', 5, '\u0a82\u0a95\u0aa1\u0aa8\u0aaa\u0aae\u0acd\u0ad0p\u0af1'],
    ['hindi', 6, '\u0902\u0915\u0921\u0928\u092a\u092e\u094d\u0950p\u097f'],
    ['kannada', 7, '\u0c82\u0c95\u0ca1\u0ca8\u0caa\u0cae\u0ccd\u0cd5p\u0ce3'],
    ['malayalam', 8, '\u0d02\u0d15\u0d21\u0d28\u0d2a\u0d2e\u0d4d\u0d57p\u0d79'],
    ['oriya', 9, '\u0b02\u0b15\u0b21\u0b28\u0b2a\u0b2e\u0b4d\u0b56p\u0b63'],
    ['punjabi', 10, '\u0a02\u0a15\u0a21\u0a28\u0a2a\u0a2e\u0a4d\u0a51p\u0a74'],
    ['tamil', 11, '\u0b82\u0b95 \u0ba8\u0baa\u0bae\u0bcd\u0bd0p\u0bf9'],
    ['telugu', 12, '\u0c02\u0c15\u0c21\u0c28\u0c2a\u0c2e\u0c4d\u0c55p\u0c63'],
    ['urdu', 13, '\u0622\u0685\u0630\u0698\u0633\u0637\u0657\u0654p\u0670'],
  ] as const)('read the letters of %s', (_, language, text) => {
    const septets = Uint8Array.of(0x01, 0x15, 0x24, 0x2f, 0x3d, 0x42, 0x5f, 0x60, 0x70, 0x7f)
    expect(fromSeptets(septets, shiftTables(null, language))).toBe(text)
  })

  test.each(WITH_LOCKING)(
    'of %s have 128 places and keep the escape, line ends and digits',
    (_, language) => {
      const { locking } = shiftTables(null, language)
      expect(locking.length).toBe(128)
      for (const code of [0x0a, 0x0d, 0x1b, 0x20, 0x30, 0x39, 0x61, 0x70])
        expect(locking[code]).toBe(DEFAULT_ALPHABET[code])
    },
  )

  test.each(WITH_LOCKING)('of %s hold no character twice', (_, language) => {
    const characters = [...(LOCKING_TABLES.get(language) ?? '')].filter((char) => char !== ' ')
    expect(new Set(characters).size).toBe(characters.length)
  })

  test('show a space for a place that the standard leaves empty', () => {
    expect(fromSeptets(Uint8Array.of(0x11, 0x15, 0x16), shiftTables(null, LANGUAGE.tamil))).toBe(' \u0b95 ')
  })
})

describe('a language without a table here', () => {
  test('is ignored as the standard asks, and the text is called doubtful', () => {
    expect(shiftTables(14, null).known).toBe(false)
    expect(shiftTables(null, 2).known).toBe(false)
    expect(fromSeptets(Uint8Array.of(0x41), shiftTables(null, 99))).toBe('A')
  })

  test('is not what no language at all means', () => {
    expect(shiftTables(null, null).known).toBe(true)
  })
})
