import { expect, test } from 'vitest'
import { maskWords } from '../../../../src/renderer/screens/parts/mask-words.ts'

test('a mask of digits is shown as dots after its fixed beginning', () => {
  expect(maskWords(String.raw`^10\d{4}$`)).toBe('10••••')
  expect(maskWords('^37[0-9]{8}$')).toBe('37••••••••')
  expect(maskWords(String.raw`^\d\d-А$`)).toBe('••-А')
})

test('a mask that a person could not read as an example is left to its author', () => {
  expect(maskWords(String.raw`^(10|20)\d{4}$`)).toBeNull()
  expect(maskWords(String.raw`\d{6}`)).toBeNull()
  expect(maskWords(String.raw`^\d{4,6}$`)).toBeNull()
  expect(maskWords('^$')).toBeNull()
})
