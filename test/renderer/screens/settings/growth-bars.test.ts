import { describe, expect, test } from 'vitest'
import {
  daysLeft,
  growthBars,
  thinned,
} from '../../../../src/renderer/screens/settings/safety/growth-bars.ts'
import { addDays } from '../../../../src/shared/calendar-day.ts'

const growing = (days: number, perDay: number, from = 1_000_000) =>
  Array.from({ length: days }, (_day, at) => ({ day: addDays('2026-01-01', at), octets: from + at * perDay }))

describe('bars of the office’s size', () => {
  test('stay within the picture, however many days there are', () => {
    for (const days of [2, 30, 365]) {
      for (const { x, width, height } of growthBars(growing(days, 50_000), 660, 70)) {
        expect(x + width).toBeLessThanOrEqual(661)
        expect(height).toBeLessThanOrEqual(70)
      }
    }
  })

  test('begin at zero, so that twice the size is twice the height', () => {
    const [first, second] = growthBars(
      [
        { day: '2026-01-01', octets: 50 },
        { day: '2026-01-02', octets: 100 },
      ],
      600,
      70,
    )
    expect([first?.height, second?.height]).toEqual([35, 70])
  })

  test('are seen when an office is small beside its largest day', () => {
    const [small] = growthBars(
      [
        { day: '2026-01-01', octets: 1 },
        { day: '2026-01-02', octets: 1_000_000 },
      ],
      600,
      70,
    )
    expect(small?.height).toBe(2)
  })

  test('of a year are thinned, and the newest day stays', () => {
    const year = growing(365, 1)
    const shown = thinned(year, 90)
    expect(shown.length).toBeLessThanOrEqual(90)
    expect(shown.at(-1)).toBe(year.at(-1))
    expect(thinned(year.slice(0, 90), 90)).toHaveLength(90)
  })
})

describe('how long the room lasts', () => {
  test('is told by the pace of all the days that are known', () => {
    expect(daysLeft(growing(11, 1000), 100_500)).toBe(100)
  })

  test.each([
    ['a week has not passed yet', growing(6, 1000), 100_000],
    ['nobody knows how much is free', growing(30, 1000), null],
    ['the office does not grow', growing(30, 0), 100_000],
    ['nothing is known', [], 100_000],
  ])('is not told where %s', (_why, growth, free) => {
    expect(daysLeft(growth, free)).toBeNull()
  })
})
