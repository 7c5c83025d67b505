import type { Exchange } from '../at/exchange.ts'

type Task = (exchange: Exchange | null) => Promise<void>

/** A person's questions to the modem: each waits for its turn between two parts. */
export interface Tasks {
  /** Resolves with what `work` gave; null when the link went before its turn. `work` must be bounded and not throw. */
  add<T>(work: (exchange: Exchange) => Promise<T>): Promise<T | null>
  hasWork(): boolean
  /** Runs the oldest. */
  step(exchange: Exchange): Promise<void>
  /** Everything that waits gets null. */
  refuseAll(): void
}

const LIMIT = 32

export function createTasks(wake: () => void): Tasks {
  const waiting: Task[] = []
  return {
    add(work) {
      if (waiting.length >= LIMIT) return Promise.resolve(null)
      return new Promise((resolve, reject) => {
        waiting.push(async (exchange) => {
          if (exchange === null) resolve(null)
          else await work(exchange).then(resolve, reject)
        })
        wake()
      })
    },
    hasWork: () => waiting.length > 0,
    step: async (exchange) => waiting.shift()?.(exchange),
    refuseAll() {
      for (const task of waiting.splice(0)) void task(null)
    },
  }
}
