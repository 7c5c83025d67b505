import { describe, expect, test } from 'vitest'
import { createCalendar } from '../../src/main/domain/production-calendar.ts'
import {
  addWorkingDays,
  isWorking,
  nextWorking,
  workingDaysBetween,
  workingOnOrBefore,
} from '../../src/main/domain/working-days.ts'
import { russia } from './fixtures.ts'

describe('working days', () => {
  test('a short day works, a holiday does not', () => {
    expect(isWorking(russia, '2026-11-03')).toBe(true)
    expect(isWorking(russia, '2026-11-04')).toBe(false)
  })

  test('a working day is its own next one', () => {
    expect(nextWorking(russia, '2026-11-16')).toBe('2026-11-16')
    expect(nextWorking(russia, '2026-11-15')).toBe('2026-11-16')
  })

  test('the working day before the New Year holidays of 2026 is 30.12.2025', () => {
    expect(workingOnOrBefore(russia, '2026-01-11')).toBe('2025-12-30')
  })

  test('counting skips the January holidays', () => {
    expect(addWorkingDays(russia, '2025-12-30', 1)).toBe('2026-01-12')
    expect(addWorkingDays(russia, '2026-11-16', 0)).toBe('2026-11-16')
    expect(addWorkingDays(russia, '2026-11-13', 2)).toBe('2026-11-17')
  })

  test('a working Saturday counts', () => {
    expect(addWorkingDays(russia, '2027-02-19', 1)).toBe('2027-02-20')
    expect(workingDaysBetween(russia, '2027-02-19', '2027-02-24')).toBe(2)
  })

  test('a calendar with no working day ends in an error, not in a loop', () => {
    expect(() => nextWorking({ typeOf: () => 'off' }, '2026-11-15')).toThrow(RangeError)
  })

  test('a negative count is a bug', () => {
    expect(() => addWorkingDays(createCalendar([]), '2026-11-15', -1)).toThrow(RangeError)
  })
})
