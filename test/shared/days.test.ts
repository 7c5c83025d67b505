import { describe, expect, test } from 'vitest'
import {
  addDays,
  createTimeZone,
  dayOf,
  daysBetween,
  formatDay,
  formatShortDay,
  formatWeekdayDay,
  instantOf,
  isDay,
  isTimeZone,
  lastDayOfMonth,
  minutesOf,
  monthOf,
  parseDay,
  parseTimeOfDay,
  weekday,
} from '../../src/shared/days.ts'

describe('days', () => {
  test('15.11.2026 is a Sunday and the day after it a Monday', () => {
    expect(weekday('2026-11-15')).toBe(7)
    expect(weekday('2026-11-16')).toBe(1)
    expect(weekday('1969-12-31')).toBe(3)
  })

  test.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-01', '2026-11-31', '', '1899-12-31', 'x'])(
    '«%s» is no day',
    (text) => {
      expect(isDay(text)).toBe(false)
      expect(parseDay(text)).toBeNull()
    },
  )

  test('a leap day exists', () => {
    expect(isDay('2028-02-29')).toBe(true)
  })

  test('both the ISO and the Russian form are read', () => {
    expect(parseDay(' 2026-11-15 ')).toBe('2026-11-15')
    expect(parseDay('15.11.2026')).toBe('2026-11-15')
    expect(parseDay('5.1.26')).toBe('2026-01-05')
    expect(parseDay('31.02.2026')).toBeNull()
  })

  test('adding crosses months, years and leap days', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29')
    expect(daysBetween('2026-11-15', '2026-12-15')).toBe(30)
    expect(lastDayOfMonth('2026-02-10')).toBe('2026-02-28')
    expect(lastDayOfMonth('2026-12-01')).toBe('2026-12-31')
  })

  test('the texts get their short forms', () => {
    expect(formatShortDay('2026-11-05')).toBe('05.11')
    expect(formatDay('2026-11-15')).toBe('15.11.2026')
    expect(formatWeekdayDay('2026-11-15')).toBe('вс 15.11')
    expect(formatWeekdayDay('2026-11-17')).toBe('вт 17.11')
    expect(monthOf('2026-11-15')).toBe('2026-11')
  })

  test('a text that is no day is a bug, not a day', () => {
    expect(() => addDays('завтра', 1)).toThrow(RangeError)
  })

  test('a time of day is HH:MM up to 23:59', () => {
    expect(parseTimeOfDay('15:40')).toBe(940)
    expect(parseTimeOfDay('24:00')).toBeNull()
    expect(parseTimeOfDay('9:00')).toBeNull()
  })
})

describe('time zones', () => {
  test('the day begins at local midnight', () => {
    const midnight = Date.UTC(2026, 10, 14, 21, 0)
    expect(dayOf(midnight, 'Europe/Moscow')).toBe('2026-11-15')
    expect(dayOf(midnight - 1, 'Europe/Moscow')).toBe('2026-11-14')
  })

  test('a wall time has its instant', () => {
    expect(instantOf('2026-11-15', '09:30', 'Europe/Moscow')).toBe(Date.UTC(2026, 10, 15, 6, 30))
    expect(instantOf('2026-11-15', '00:00', 'Asia/Kamchatka')).toBe(Date.UTC(2026, 10, 14, 12, 0))
    expect(instantOf('2026-11-15', '00:00', 'Asia/Kathmandu')).toBe(Date.UTC(2026, 10, 14, 18, 15))
  })

  test('a time skipped in spring moves forward by the gap', () => {
    expect(instantOf('2026-03-29', '02:30', 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 1, 30))
  })

  test('a time that happens twice in autumn is the first', () => {
    expect(instantOf('2026-10-25', '02:30', 'Europe/Berlin')).toBe(Date.UTC(2026, 9, 25, 0, 30))
  })

  test('midnight that a clock change skips still gives that day', () => {
    const zone = createTimeZone('America/Santiago')
    expect(zone.dayOf(zone.instantOf('2026-09-06', '00:00'))).toBe('2026-09-06')
  })

  test('a half-hour clock change is taken too', () => {
    const zone = createTimeZone('Australia/Lord_Howe')
    expect(zone.timeOf(zone.instantOf('2026-10-04', '02:15'))).toBe('02:45')
  })

  test('minutes from midnight follow the wall clock', () => {
    expect(minutesOf(Date.UTC(2026, 10, 15, 6, 30, 59, 999), createTimeZone('Europe/Moscow'))).toBe(570)
  })

  test('an unknown zone is told apart', () => {
    expect(isTimeZone('Europe/Moscow')).toBe(true)
    expect(isTimeZone('Europe/Kvitok')).toBe(false)
    expect(() => createTimeZone('Europe/Kvitok')).toThrow(RangeError)
  })
})
