import { expect, test } from 'vitest'
import { createSystemClock, createTimers } from '../../src/main/platform/clock.ts'

test('the clock gives whole UTC milliseconds, those of the system', () => {
  const before = Date.now()
  const now = createSystemClock().now()
  expect(Number.isInteger(now)).toBe(true)
  expect(now).toBeGreaterThanOrEqual(before)
  expect(now).toBeLessThanOrEqual(Date.now())
})

test('monotonic time never goes back', () => {
  const timers = createTimers()
  const readings = Array.from({ length: 1000 }, () => timers.monotonic())
  expect(readings).toEqual(readings.toSorted((a, b) => a - b))
})

test('a wait fires once, in the order of the delays', async () => {
  const timers = createTimers()
  const fired: string[] = []
  await new Promise<void>((resolve) => {
    timers.after(20, resolve)
    timers.after(5, () => fired.push('second'))
    timers.after(0, () => fired.push('first'))
  })
  expect(fired).toEqual(['first', 'second'])
})

test('a cancelled wait never fires', async () => {
  const timers = createTimers()
  const fired: string[] = []
  const cancel = timers.after(0, () => fired.push('cancelled'))
  cancel()
  await new Promise<void>((resolve) => timers.after(5, resolve))
  expect(fired).toEqual([])
})
