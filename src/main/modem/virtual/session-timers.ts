import type { Timers } from '../../app/ports/clock.ts'

/** Waits that end with the modem's power. */
export class SessionTimers {
  readonly #timers: Timers
  readonly #cancels = new Set<() => void>()
  #alive = true

  constructor(timers: Timers) {
    this.#timers = timers
  }

  get alive(): boolean {
    return this.#alive
  }

  /** Fires after `delay_ms`, at once for 0, never after `stop`; the answer cancels. */
  readonly after = (delay_ms: number, fire: () => void): (() => void) => {
    if (!this.#alive) return () => {}
    if (delay_ms === 0) {
      fire()
      return () => {}
    }
    const cancel = this.#timers.after(delay_ms, () => {
      this.#cancels.delete(cancel)
      fire()
    })
    this.#cancels.add(cancel)
    return () => {
      this.#cancels.delete(cancel)
      cancel()
    }
  }

  stop(): void {
    this.#alive = false
    for (const cancel of this.#cancels) cancel()
    this.#cancels.clear()
  }
}
