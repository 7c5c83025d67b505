import type { Timers } from '../../app/ports/clock.ts'
import { saysAnswerLost } from '../at/lines.ts'
import type { Vendor } from './vendor-table.ts'

/** By which lines of its own a modem tells, in the middle of a part, that it has started anew. */
export interface RestartSigns {
  /** Every line that came by itself, after `prove` was asked about it. */
  heard(line: string): void
  prove(line: string): boolean
}

/** Firmware that goes on telling its boot line though it was told not to, tells it far more often. */
const QUIET_MS = 60_000

/** Signs of one set-up: a maker's boot line counts on a modem that kept it to itself for a minute. */
export function createRestartSigns(timers: Timers, { bootLine }: Pick<Vendor, 'bootLine'>): RestartSigns {
  let lastBootLine = timers.monotonic()
  return {
    heard(line) {
      if (bootLine?.test(line) === true) lastBootLine = timers.monotonic()
    },
    prove: (line) =>
      saysAnswerLost(line) ||
      (bootLine?.test(line) === true && timers.monotonic() - lastBootLine >= QUIET_MS),
  }
}
