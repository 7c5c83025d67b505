import { describe, expect, test } from 'vitest'
import { readTime } from '../../../../src/renderer/screens/forms/read-time.ts'

describe('a typed time', () => {
  test.each([
    ['9', '09:00'],
    ['09:30', '09:30'],
    ['9.30', '09:30'],
    ['0930', '09:30'],
    ['930', '09:30'],
    [' 23:59 ', '23:59'],
    ['0', '00:00'],
  ])('%s is %s', (typed, time) => {
    expect(readTime(typed)).toBe(time)
  })
  test.each(['', '24', '9:60', '9:5', '12345', 'девять', '-1'])('«%s» is none', (typed) => {
    expect(readTime(typed)).toBeNull()
  })
})
