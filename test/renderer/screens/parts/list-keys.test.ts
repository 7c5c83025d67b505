import { describe, expect, test } from 'vitest'
import { moveMark } from '../../../../src/renderer/screens/parts/list-keys.ts'

describe('the mark of a list', () => {
  test('moves by arrows and stays within the list', () => {
    expect(moveMark('ArrowDown', 0, 3)).toBe(1)
    expect(moveMark('ArrowDown', 2, 3)).toBe(2)
    expect(moveMark('ArrowUp', 0, 3)).toBe(0)
  })
  test('moves by ten and stops at the ends', () => {
    expect(moveMark('PageDown', 0, 100)).toBe(10)
    expect(moveMark('PageDown', 95, 100)).toBe(99)
    expect(moveMark('PageUp', 5, 100)).toBe(0)
    expect(moveMark('End', 0, 100)).toBe(99)
    expect(moveMark('Home', 50, 100)).toBe(0)
  })
  test('rests at the beginning of an empty list', () => {
    expect(moveMark('ArrowDown', 0, 0)).toBe(0)
    expect(moveMark('End', 0, 0)).toBe(0)
  })
  test('is not moved by other keys', () => {
    expect(moveMark('a', 1, 3)).toBeNull()
    expect(moveMark('Enter', 1, 3)).toBeNull()
  })
})
