import type { Clock, Timers } from '../../app/ports/clock.ts'

/** Tells that the PC slept while nobody looked: one of its clocks jumped over the time that was to be waited. */
export interface SleepWatch {
  restingFor(limit_ms: number): void
  /** True once after each sleep. */
  slept(): boolean
}

/** A busy machine, a step of the network time: not a sleep. */
const GAP_MS = 20_000
/** The longest a turn of the link may take. */
const TURN_MS = 150_000

export function createSleepWatch(timers: Timers, clock: Clock): SleepWatch {
  let mono_ms = timers.monotonic()
  let wall_ms = clock.now()
  let allowed_ms = TURN_MS
  return {
    restingFor(limit_ms) {
      allowed_ms = Math.max(0, limit_ms)
      mono_ms = timers.monotonic()
      wall_ms = clock.now()
    },
    slept() {
      const monoGap_ms = timers.monotonic() - mono_ms
      const wallGap_ms = clock.now() - wall_ms
      const limit_ms = allowed_ms + GAP_MS
      mono_ms = timers.monotonic()
      wall_ms = clock.now()
      allowed_ms = TURN_MS
      return monoGap_ms > limit_ms || wallGap_ms - monoGap_ms > GAP_MS
    },
  }
}
