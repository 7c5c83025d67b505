import { describe, expect, test } from 'vitest'
import { lanes } from '../../../src/main/app/messages/message-args.ts'
import { validityOf_minutes } from '../../../src/main/app/messages/validity.ts'

const now = Date.UTC(2026, 10, 16, 9)
const day_ms = 24 * 60 * 60_000
const later = now + 30 * day_ms

const of = (kind: string, lane: keyof typeof lanes, expires_at = later): number =>
  validityOf_minutes({ kind, lane: lanes[lane], expires_at }, now)

describe('how long the service centre keeps trying', () => {
  test('is days for a confirmation of money, hours for an answer', () => {
    expect(of('paid', 'confirmation')).toBe(3 * 24 * 60)
    expect(of('debt', 'reply')).toBe(4 * 60)
  })

  test('is hours for advertising: it must not come out of a phone that is switched on at night', () => {
    expect(of('ad', 'campaign')).toBe(3 * 60)
  })

  test('is never longer than the message is worth sending', () => {
    expect(of('debt', 'reply', now + 17 * 60_000)).toBe(17)
  })

  test('is five minutes at the least, which is the shortest a network knows', () => {
    expect(of('debt', 'reply', now - day_ms)).toBe(5)
  })

  test('of a kind without one of its own is that of its lane', () => {
    expect(of('something-new', 'reminder')).toBe(12 * 60)
  })
})
