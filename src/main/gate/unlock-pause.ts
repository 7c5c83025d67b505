import type { Timers } from '../app/ports/clock.ts'

/** Slows down whoever tries passphrases. */
export interface UnlockPause {
  /** Whole seconds until the next try is heard; 0: now. */
  seconds(): number
  wrong(): void
  right(): void
}

const free_tries = 5
const firstPause_s = 5
const longestPause_s = 300

/** After five wrong passphrases each further one costs a pause, twice the one before, five minutes at most. */
export const createUnlockPause = (timers: Pick<Timers, 'monotonic'>): UnlockPause => {
  let tries = 0
  let until_ms = 0
  return {
    seconds: () => Math.max(0, Math.ceil((until_ms - timers.monotonic()) / 1000)),
    wrong() {
      tries += 1
      if (tries < free_tries) return
      const pause_s = Math.min(firstPause_s * 2 ** (tries - free_tries), longestPause_s)
      until_ms = timers.monotonic() + pause_s * 1000
    },
    right() {
      tries = 0
      until_ms = 0
    },
  }
}
