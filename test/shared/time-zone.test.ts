import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createTimeZone } from '../../src/shared/time-zone.ts'

describe('a time zone that is asked again and again', () => {
  test('knows of a clock that changed between two questions, one minute apart', () => {
    // St. John's put its clocks forward at 00:01 in the night of 14 March 2010.
    const zone = createTimeZone('America/St_Johns')
    const before = Date.UTC(2010, 2, 14, 3, 30, 30)
    expect([before, before + 60_000, before].map((instant) => zone.timeOf(instant))).toEqual([
      '00:00',
      '01:01',
      '00:00',
    ])
  })

  test('knows of a clock that changed within a minute', () => {
    // Monrovia went over to Greenwich's time at 00:44:30 of it, on 7 January 1972.
    const zone = createTimeZone('Africa/Monrovia')
    const change = Date.UTC(1972, 0, 7, 0, 44, 30)
    expect([change - 10_000, change + 10_000].map((instant) => zone.timeOf(instant))).toEqual([
      '23:59',
      '00:44',
    ])
  })

  test('answers as one that is asked for the first time', () => {
    const zones = [
      'Europe/Moscow',
      'Asia/Kamchatka',
      'Europe/Kaliningrad',
      'Australia/Lord_Howe',
      'America/St_Johns',
    ]
    const instants = fc.array(fc.integer({ min: 0, max: Date.UTC(2040, 0) }), { minLength: 2, maxLength: 6 })
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, (name, asked) => {
        const zone = createTimeZone(name)
        for (const instant of asked.flatMap((one) => [one, one + 59_999, one + 60_000])) {
          const fresh = createTimeZone(name)
          expect([zone.dayOf(instant), zone.timeOf(instant)]).toEqual([
            fresh.dayOf(instant),
            fresh.timeOf(instant),
          ])
        }
      }),
      { numRuns: 40 },
    )
  })
})
