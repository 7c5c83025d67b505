import { describe, expect, test } from 'vitest'
import {
  formatPhone,
  lastDigits,
  maskPhone,
  nationalTail,
  normalizeMobile,
  normalizePhone,
} from '../../src/shared/phone.ts'

describe('reading a phone number', () => {
  test.each([
    '8 912 345-67-89',
    '8(912)3456789',
    '9123456789',
    '79123456789',
    '+7 912 345 67 89',
    '+7 (912) 345–67–89',
    ' 8-912-345-67-89 ',
  ])('«%s» is one mobile', (text) => {
    expect(normalizePhone(text)).toEqual({ kind: 'mobile', e164: '+79123456789', country: 'RU' })
  })

  test('a number with «00» inside stays whole', () => {
    expect(normalizeMobile('89001234567')).toBe('+79001234567')
  })

  test('up to six digits is a short code, not +7900', () => {
    expect(normalizePhone('900')).toEqual({ kind: 'short', e164: '900', country: null })
    expect(normalizePhone('112233')).toEqual({ kind: 'short', e164: '112233', country: null })
    expect(normalizeMobile('900')).toBeNull()
  })

  test('Kazakhstan is told apart under the same +7', () => {
    expect(normalizePhone('+7 701 234 56 78')).toEqual({
      kind: 'mobile',
      e164: '+77012345678',
      country: 'KZ',
    })
  })

  test('a landline is no mobile', () => {
    expect(normalizePhone('8-48533-21540')).toEqual({ kind: 'landline', e164: '+74853321540', country: 'RU' })
    expect(normalizeMobile('8-48533-21540')).toBeNull()
  })

  test('a free line is told apart', () => {
    expect(normalizePhone('8 800 123-45-67')?.kind).toBe('tollfree')
  })

  test('another country needs its plus', () => {
    expect(normalizeMobile('+375 29 123-45-67')).toBe('+375291234567')
    expect(normalizePhone('80291234567')).toBeNull()
  })

  test.each([
    '',
    '+',
    '7',
    '+900',
    'MegaFon',
    '8912345678',
    '891234567890',
    '8912345O789',
    'звоните 89123456789',
    '89123456789;89123456780',
    '9'.repeat(10_000),
  ])('«%.30s» is refused', (text) => {
    expect(normalizePhone(text)).toBeNull()
  })
})

describe('showing a phone number', () => {
  test('its owner reads it in groups', () => {
    expect(formatPhone('+79123456789')).toBe('+7 912 345-67-89')
    expect(formatPhone('+375291234567')).toBe('+375291234567')
  })

  test('the mask keeps the code and two digits', () => {
    expect(maskPhone('+79123456789')).toBe('+7 912 ***-**-89')
    expect(maskPhone('+375291234567')).toBe('+37***67')
    expect(maskPhone('900')).toBe('***')
  })

  test('the last digits serve the search', () => {
    expect(lastDigits('+7 912 345-67-89')).toBe('6789')
    expect(lastDigits('12')).toBe('12')
    expect(nationalTail('+79123456789')).toBe(nationalTail('89123456789'))
  })
})
