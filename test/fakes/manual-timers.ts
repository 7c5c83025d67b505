import type { Timers } from '../../src/main/app/ports/clock.ts'

export interface ManualTimers extends Timers {
  /** Lets time pass: due waits fire in order of their time. */
  advance(by_ms: number): void
  /** Waits that have not fired. */
  pending(): number
  /** Resolves once at least one wait is pending. */
  untilPending(): Promise<void>
}

interface Wait {
  readonly due_ms: number
  readonly fire: () => void
}

/** Time that only a test moves. */
export function createManualTimers(): ManualTimers {
  let now_ms = 0
  let waits: Wait[] = []
  const watchers: (() => void)[] = []
  const nextDue = (until_ms: number): Wait | undefined =>
    waits.filter((wait) => wait.due_ms <= until_ms).sort((left, right) => left.due_ms - right.due_ms)[0]
  return {
    monotonic: () => now_ms,
    after(delay_ms, fire) {
      const wait = { due_ms: now_ms + delay_ms, fire }
      waits.push(wait)
      for (const watcher of watchers.splice(0)) watcher()
      return () => {
        waits = waits.filter((other) => other !== wait)
      }
    },
    advance(by_ms) {
      const until_ms = now_ms + by_ms
      for (let wait = nextDue(until_ms); wait !== undefined; wait = nextDue(until_ms)) {
        const due = wait
        now_ms = due.due_ms
        waits = waits.filter((other) => other !== due)
        due.fire()
      }
      now_ms = until_ms
    },
    pending: () => waits.length,
    untilPending: () =>
      waits.length > 0 ? Promise.resolve() : new Promise((resolve) => watchers.push(resolve)),
  }
}
