import { describe, expect, test } from 'vitest'
import { copyDue, copyIsOld } from '../../src/main/domain/copy-due.ts'
import { instantOf } from '../../src/shared/days.ts'

const zone = 'Europe/Moscow'
const at = (day: string, time: string): number => instantOf(day, time, zone)
const now = (day: string, time: string) => ({ now: at(day, time), closes: '18:00', timeZone: zone })

describe('the copy of a day', () => {
  test('is due once the desk has closed', () => {
    const standing = { lastGoodAt: at('2026-11-15', '18:05'), workSince: true }
    expect(copyDue(standing, now('2026-11-16', '17:59'))).toBe(false)
    expect(copyDue(standing, now('2026-11-16', '18:00'))).toBe(true)
  })

  test('is not made twice', () => {
    expect(
      copyDue({ lastGoodAt: at('2026-11-16', '18:02'), workSince: true }, now('2026-11-16', '23:00')),
    ).toBe(false)
  })

  test('that was missed is due at the next start', () => {
    expect(
      copyDue({ lastGoodAt: at('2026-11-14', '18:02'), workSince: true }, now('2026-11-16', '09:00')),
    ).toBe(true)
  })

  test('is not owed for a day without work', () => {
    expect(
      copyDue({ lastGoodAt: at('2026-11-14', '18:02'), workSince: false }, now('2026-11-16', '20:00')),
    ).toBe(false)
  })

  test('is due where the last one lies in the future of a clock that was set back', () => {
    const standing = { lastGoodAt: at('2031-01-01', '12:00'), workSince: true }
    expect(copyDue(standing, now('2026-11-16', '09:00'))).toBe(true)
    expect(copyIsOld(standing, at('2026-11-16', '09:00'), null)).toBe(true)
  })

  test('is due at once where there was never one', () => {
    expect(copyDue({ lastGoodAt: null, workSince: true }, now('2026-11-16', '09:00'))).toBe(true)
  })
})

describe('the warning', () => {
  const now_ms = at('2026-11-16', '12:00')

  test('comes after two days with work', () => {
    expect(copyIsOld({ lastGoodAt: at('2026-11-14', '11:59'), workSince: true }, now_ms, null)).toBe(true)
    expect(copyIsOld({ lastGoodAt: at('2026-11-14', '12:01'), workSince: true }, now_ms, null)).toBe(false)
  })

  test('does not come while nothing was recorded', () => {
    expect(copyIsOld({ lastGoodAt: at('2026-01-01', '12:00'), workSince: false }, now_ms, null)).toBe(false)
  })

  test('counts from the first work where there was never a copy', () => {
    expect(copyIsOld({ lastGoodAt: null, workSince: true }, now_ms, at('2026-11-15', '12:00'))).toBe(false)
    expect(copyIsOld({ lastGoodAt: null, workSince: true }, now_ms, at('2026-11-13', '12:00'))).toBe(true)
  })
})
