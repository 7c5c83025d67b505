import { describe, expect, test } from 'vitest'
import { threadSearch, typedNumber } from '../../../../src/renderer/screens/phones/typed-number.ts'

describe('a typed number', () => {
  test.each([
    '+79005550234',
    '89005550234',
    '79005550234',
    '9005550234',
    '+7 900 555-02-34',
    '8 (900) 555-02-34',
  ])('%s is one and the same phone', (text) => {
    expect(typedNumber(text)).toBe('+79005550234')
  })
  test('of another country needs its plus', () => {
    expect(typedNumber('+375291234567')).toBe('+375291234567')
    expect(typedNumber('375291234567')).toBeNull()
  })
  test.each(['', '900555', '8900555023', 'Рябинина', '+7 900 555-02-3', '8900555023412345678'])(
    '«%s» is not a whole number',
    (text) => {
      expect(typedNumber(text)).toBeNull()
    },
  )
})

describe('what is looked for', () => {
  test('is the number without its prefix, however it was typed', () => {
    expect(threadSearch('8 900 555-02-34')).toBe('9005550234')
  })
  test('is the words as typed', () => {
    expect(threadSearch(' Рябин ')).toBe('Рябин')
  })
})
