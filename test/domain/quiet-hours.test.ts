import { describe, expect, test } from 'vitest'
import { defaultQuietHours, maySend, nextAllowed } from '../../src/main/domain/quiet-hours.ts'
import { createTimeZone } from '../../src/shared/days.ts'
import { russia } from './fixtures.ts'

const moscow = createTimeZone('Europe/Moscow')
const at = (day: string, time: string) => moscow.instantOf(day, time)
const { reminder, campaign, reply } = defaultQuietHours

describe('quiet hours', () => {
  test('a working evening is quiet from 22:00, a day off from 20:00', () => {
    expect(maySend(at('2026-11-16', '21:59'), reminder, russia, moscow)).toBe(true)
    expect(maySend(at('2026-11-16', '22:00'), reminder, russia, moscow)).toBe(false)
    expect(maySend(at('2026-11-15', '20:00'), reminder, russia, moscow)).toBe(false)
    expect(maySend(at('2026-11-15', '08:59'), reminder, russia, moscow)).toBe(false)
  })

  test('a holiday on a Wednesday has the hours of a day off', () => {
    expect(maySend(at('2026-11-04', '21:00'), reminder, russia, moscow)).toBe(false)
  })

  test('an answer goes at any hour', () => {
    expect(nextAllowed(at('2026-11-16', '03:00'), reply, russia, moscow)).toBe(at('2026-11-16', '03:00'))
  })

  test('what is not allowed waits for the next beginning of a window', () => {
    expect(nextAllowed(at('2026-11-16', '03:00'), reminder, russia, moscow)).toBe(at('2026-11-16', '08:00'))
    expect(nextAllowed(at('2026-11-13', '23:00'), reminder, russia, moscow)).toBe(at('2026-11-14', '09:00'))
  })

  test('advertising waits over the weekend', () => {
    expect(nextAllowed(at('2026-11-13', '19:00'), campaign, russia, moscow)).toBe(at('2026-11-16', '10:00'))
  })

  test('a lane with no window at all never sends', () => {
    const never = { workingDays: null, daysOff: null }
    expect(nextAllowed(at('2026-11-13', '12:00'), never, russia, moscow)).toBeNull()
  })

  test('a window turned inside out is no window', () => {
    const wrong = { workingDays: { from: '22:00', to: '08:00' }, daysOff: null }
    expect(nextAllowed(at('2026-11-13', '23:00'), wrong, russia, moscow)).toBeNull()
  })

  test('the receiver’s zone decides', () => {
    const vladivostok = createTimeZone('Asia/Vladivostok')
    expect(maySend(at('2026-11-16', '16:00'), reminder, russia, vladivostok)).toBe(false)
  })
})
