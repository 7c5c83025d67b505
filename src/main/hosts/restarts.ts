import type { Clock, Timers } from '../app/ports/clock.ts'
import type { CoreHistory } from './core-settings.ts'

/** Bounds the restarts of the core. */
export interface Restarts {
  /** How the worker after this end begins; null: none may be started any more. */
  next(code: string): CoreHistory | null
}

const window_ms = 10 * 60_000
/** So many ends within the window are followed by an opening at once. */
const openings_max = 5
/** After these the gate is shown, closed; a worker that cannot even show it is not started for ever. */
const starts_max = 10

/** Five clean restarts within ten minutes; then the office stays closed until a person opens it. */
export const createRestarts = (timers: Pick<Timers, 'monotonic'>, clock: Clock): Restarts => {
  let ends_ms: number[] = []
  return {
    next(code) {
      const now_ms = timers.monotonic()
      ends_ms = [...ends_ms.filter((end_ms) => now_ms - end_ms < window_ms), now_ms]
      if (ends_ms.length > starts_max) return null
      return {
        lastFailure: { code, at: clock.now() },
        stayClosed: ends_ms.length > openings_max,
      }
    },
  }
}
