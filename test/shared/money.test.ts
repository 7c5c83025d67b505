import { describe, expect, test } from 'vitest'
import {
  formatMachineMoney,
  formatMoney,
  formatSmsMoney,
  parseMoney,
  parseSignedMoney,
  roundHalfUp,
  scaleMoney,
  sumMoney,
} from '../../src/shared/money.ts'

describe('reading an amount', () => {
  test.each([
    ['1 234,56', 123456],
    ['1234.56', 123456],
    ['1 234,5', 123450],
    ['1\u00a0234,56', 123456],
    ['1\u2009234,56', 123456],
    ['1\u202f234\u202f567,00', 123456700],
    ['1842', 184200],
    ['0', 0],
    ['0,01', 1],
    ['1.005,00', 100500],
    ['1.234,56', 123456],
    ['1,234.56', 123456],
    ['1842,50 ₽', 184250],
    ['1842,50р', 184250],
    ['1842,50 руб.', 184250],
    ['100 рублей', 10000],
    ['  15000  ', 1500000],
    ['90071992547409,91', 9007199254740991],
  ])('«%s» is %i kopecks', (text, kopecks) => {
    expect(parseMoney(text)).toBe(kopecks)
  })

  test.each([
    '',
    ' ',
    'р',
    '1,234,56',
    '1.005',
    '1,234',
    '1 23,45',
    '12 34',
    '1234 567',
    '1,',
    ',5',
    '-5',
    '+5',
    '5-',
    '1e5',
    '0x10',
    'NaN',
    '١٢٣',
    '1234,56,78',
    '90071992547409,92',
    '9'.repeat(30),
    '1'.repeat(100_000),
  ])('«%.40s» is refused', (text) => {
    expect(parseMoney(text)).toBeNull()
  })

  test('a sign is read only where signs are expected', () => {
    expect(parseSignedMoney('-1 234,56')).toBe(-123456)
    expect(parseSignedMoney('−12,5')).toBe(-1250)
    expect(parseSignedMoney('+7')).toBe(700)
    expect(parseSignedMoney('--7')).toBeNull()
    expect(parseSignedMoney('-')).toBeNull()
  })

  test('a signed zero is plain zero', () => {
    expect(Object.is(parseSignedMoney('-0,00'), 0)).toBe(true)
  })
})

describe('writing an amount', () => {
  test('a screen groups thousands by no-break spaces', () => {
    expect(formatMoney(184250)).toBe('1\u00a0842,50')
    expect(formatMoney(123456789)).toBe('1\u00a0234\u00a0567,89')
    expect(formatMoney(5)).toBe('0,05')
    expect(formatMoney(-100000)).toBe('-1\u00a0000,00')
  })

  test('an SMS spends no letter on grouping', () => {
    expect(formatSmsMoney(184250)).toBe('1842,50')
    expect(formatSmsMoney(100000)).toBe('1000,00')
  })

  test('a file gets a decimal point', () => {
    expect(formatMachineMoney(-184250)).toBe('-1842.50')
  })

  test('a fraction of a kopeck is a bug and throws', () => {
    expect(() => formatMoney(0.5)).toThrow(RangeError)
    expect(() => sumMoney([Number.MAX_SAFE_INTEGER, 1])).toThrow(RangeError)
  })
})

describe('rounding', () => {
  test('a half goes up, once', () => {
    expect(roundHalfUp(5n, 10n)).toBe(1)
    expect(roundHalfUp(49n, 100n)).toBe(0)
    expect(roundHalfUp(-5n, 10n)).toBe(-1)
    expect(Object.is(roundHalfUp(-4n, 10n), 0)).toBe(true)
  })

  test('2 % of 1842,50 is 36,85', () => {
    expect(scaleMoney(184250, 200n, 10_000n)).toBe(3685)
  })

  test('scaling is exact where a double would not be', () => {
    expect(scaleMoney(9007199254740991, 10_000n, 10_000n)).toBe(9007199254740991)
  })
})
