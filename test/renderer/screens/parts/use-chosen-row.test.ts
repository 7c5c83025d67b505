import { describe, expect, test } from 'vitest'
import { placeOf } from '../../../../src/renderer/screens/parts/use-chosen-row.ts'

const rows = (...ids: number[]) => ids.map((id) => ({ id }))

describe('the row that a person looks at', () => {
  test('stays the same one when another comes in above it', () => {
    expect(placeOf(rows(9, 8, 7), { id: 8, at: 0 })).toBe(1)
  })
  test('gives its place to the next one when it leaves the list', () => {
    expect(placeOf(rows(9, 7), { id: 8, at: 1 })).toBe(1)
  })
  test('is the last one when the last one leaves', () => {
    expect(placeOf(rows(9, 8), { id: 7, at: 2 })).toBe(1)
  })
  test('is the first one before any was chosen and in an empty list', () => {
    expect(placeOf(rows(9, 8), null)).toBe(0)
    expect(placeOf([], { id: 7, at: 2 })).toBe(0)
  })
})
