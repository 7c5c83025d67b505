import type { Timers } from '../../app/ports/clock.ts'

/** Resolves after `delay_ms`: for what a SIM or a port needs before it can be asked again. */
export function pause(timers: Timers, delay_ms: number): Promise<void> {
  return new Promise((resolve) => {
    timers.after(delay_ms, resolve)
  })
}
