import { describe, expect, test } from 'vitest'
import {
  countedSum,
  denominations_kop,
  piecesOf,
} from '../../../../src/renderer/screens/settings/denominations.ts'

describe('the counted till', () => {
  test('with nothing typed is empty', () => {
    expect(countedSum({})).toBe(0)
  })
  test('is the pieces times their value', () => {
    expect(countedSum({ 500000: '2', 10000: '3', 50: '1' })).toBe(1_030_050)
  })
  test('has no sum while a field holds no count', () => {
    expect(countedSum({ 500000: '2', 10000: '3,5' })).toBeNull()
    expect(countedSum({ 500000: '-1' })).toBeNull()
  })
  test('holds the largest counts of every note without losing a kopeck', () => {
    const all = Object.fromEntries(denominations_kop.map((value) => [value, '999999']))
    expect(countedSum(all)).toBe(denominations_kop.reduce((sum, value) => sum + value, 0) * 999_999)
  })
})

test('pieces are whole numbers; an empty field is none', () => {
  expect(piecesOf(' 12 ')).toBe(12)
  expect(piecesOf('')).toBe(0)
  expect(piecesOf('1e3')).toBeNull()
  expect(piecesOf('1234567')).toBeNull()
})
