import { describe, expect, test } from 'vitest'
import { fromSeptets } from '../../../src/main/modem/pdu/gsm7.ts'
import { shiftTables } from '../../../src/main/modem/pdu/national-tables.ts'

const shifted = (...codes: number[]) => Uint8Array.from(codes.flatMap((code) => [0x1b, code]))

describe('national single shift tables', () => {
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

  test.each([1, 2, 3])('of language %i keep the signs of the default extension', (language) => {
    const septets = shifted(0x14, 0x28, 0x29, 0x2f, 0x3c, 0x3d, 0x3e, 0x40, 0x65)
    expect(fromSeptets(septets, shiftTables(language, null))).toBe('^{}\\[~]|€')
  })
})

describe('national locking shift tables', () => {
  test('read the Turkish letters', () => {
    const septets = Uint8Array.of(0x04, 0x07, 0x0b, 0x0c, 0x1c, 0x1d, 0x40, 0x60, 0x41)
    expect(fromSeptets(septets, shiftTables(null, 1))).toBe('€ıĞğŞşİçA')
  })

  test('read the Portuguese letters', () => {
    const septets = Uint8Array.of(0x04, 0x12, 0x15, 0x18, 0x24, 0x40, 0x5b, 0x5d, 0x60, 0x7d, 0x41)
    expect(fromSeptets(septets, shiftTables(null, 3))).toBe('êª∞€ºÍÃÚ~`A')
  })

  test.each([1, 3])('of language %i have 128 places and keep the escape', (language) => {
    const { locking } = shiftTables(null, language)
    expect(locking.length).toBe(128)
    expect(locking[0x1b]).toBe('\u001b')
  })
})

describe('a language without a table here', () => {
  test('falls back on the default and says so', () => {
    expect(shiftTables(6, null).known).toBe(false)
    expect(shiftTables(null, 2).known).toBe(false)
    expect(fromSeptets(Uint8Array.of(0x41), shiftTables(null, 99))).toBe('A')
  })

  test('is not what no language at all means', () => {
    expect(shiftTables(null, null).known).toBe(true)
  })
})
