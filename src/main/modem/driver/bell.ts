import type { Timers } from '../../app/ports/clock.ts'

/** Wakes the one loop that waits for it; a ring while nobody waits is remembered. */
export interface Bell {
  ring(): void
  /** Resolves at the next ring, or after `limit_ms` where it is given. */
  wait(limit_ms: number | null): Promise<void>
}

export function createBell(timers: Timers): Bell {
  let rung = false
  let wake: (() => void) | null = null
  return {
    ring() {
      if (wake === null) rung = true
      else wake()
    },
    wait(limit_ms) {
      if (rung) {
        rung = false
        return Promise.resolve()
      }
      return new Promise((resolve) => {
        let cancel = (): void => {}
        const done = (): void => {
          wake = null
          cancel()
          resolve()
        }
        wake = done
        if (limit_ms !== null) cancel = timers.after(Math.max(0, limit_ms), done)
      })
    },
  }
}
