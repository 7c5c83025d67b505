import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayByKey, monthWeeks, shiftMonth } from '../../../../src/renderer/screens/calendar/month-grid.ts'
import { addDays, monthOf, weekday } from '../../../../src/shared/calendar-day.ts'

const anyDay = fc.integer({ min: 0, max: 1500 }).map((count) => addDays('2024-01-01', count))

describe('the month', () => {
  test('begins its weeks on Monday and leaves other months out', () => {
    const weeks = monthWeeks('2026-11')
    expect(weeks).toHaveLength(6)
    expect(weeks[0]).toEqual([null, null, null, null, null, null, '2026-11-01'])
    expect(weeks[5]).toEqual(['2026-11-30', null, null, null, null, null, null])
  })

  test('of 28 days that begins on Monday takes four weeks', () => {
    expect(monthWeeks('2027-02')).toHaveLength(4)
  })

  test('holds each of its days once, under its own weekday', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const weeks = monthWeeks(monthOf(day))
        const days = weeks.flat().filter((each) => each !== null)
        expect(new Set(days).size).toBe(days.length)
        expect(days).toContain(day)
        for (const week of weeks) {
          week.forEach((each, column) => {
            if (each !== null) expect(weekday(each)).toBe(column + 1)
          })
        }
      }),
    )
  })
})

describe('another month', () => {
  test('keeps the date where it exists', () => {
    expect(shiftMonth('2026-11-15', 1)).toBe('2026-12-15')
  })
  test('ends at its last day where the date does not exist', () => {
    expect(shiftMonth('2026-01-31', 1)).toBe('2026-02-28')
  })
  test('passes over the year in both directions', () => {
    expect(shiftMonth('2026-12-31', 1)).toBe('2027-01-31')
    expect(shiftMonth('2027-01-05', -1)).toBe('2026-12-05')
  })
  test('stays where the calendar ends', () => {
    expect(shiftMonth('2199-12-31', 1)).toBe('2199-12-31')
  })
})

describe('a key', () => {
  test('moves by a day, a week or a month', () => {
    expect(dayByKey('ArrowRight', '2026-11-30', '2026-11-15')).toBe('2026-12-01')
    expect(dayByKey('ArrowUp', '2026-11-03', '2026-11-15')).toBe('2026-10-27')
    expect(dayByKey('PageDown', '2026-10-31', '2026-11-15')).toBe('2026-11-30')
  })
  test('Home goes to today in the month of today, else to the first day', () => {
    expect(dayByKey('Home', '2026-11-30', '2026-11-15')).toBe('2026-11-15')
    expect(dayByKey('Home', '2026-10-30', '2026-11-15')).toBe('2026-10-01')
  })
  test('of no use moves nothing', () => {
    expect(dayByKey('a', '2026-11-30', '2026-11-15')).toBeNull()
  })
})
