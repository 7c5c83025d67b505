import type { Clock, Instant } from '../ports/clock.ts'

/** The office's clock: the system's, plus a training office's offset, which only grows. */
export interface BusinessClock extends Clock {
  offset_ms(): number
  /** Sets the offset; a smaller one than before is refused by an exception, as the callers check first. */
  setOffset(offset_ms: number): void
  system(): Instant
}

export const createBusinessClock = (system: Clock): BusinessClock => {
  let offset_ms = 0
  return {
    now: () => system.now() + offset_ms,
    offset_ms: () => offset_ms,
    setOffset: (next) => {
      if (next < offset_ms) throw new Error('the training clock goes forward only')
      offset_ms = next
    },
    system: () => system.now(),
  }
}
