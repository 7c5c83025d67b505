import type { Clock, Timers } from '../app/ports/clock.ts'

/** The system's clock, UTC milliseconds. */
export function createSystemClock(): Clock {
  return { now: () => Date.now() }
}

/** Waits on the process's monotonic time. A pending wait keeps the process alive until it fires or is cancelled. */
export function createTimers(): Timers {
  return {
    monotonic: () => performance.now(),
    after(delay_ms, fire) {
      const timer = setTimeout(fire, delay_ms)
      return () => clearTimeout(timer)
    },
  }
}
