import type { PreparedPart, SubmitOutcome } from '../../app/ports/modem.ts'

interface Job {
  readonly part: PreparedPart
  readonly resolve: (outcome: SubmitOutcome) => void
}

export interface SubmitQueue {
  /** Resolves with the part's outcome; at once, as unsent, when the queue is full. */
  add(part: PreparedPart): Promise<SubmitOutcome>
  take(): Job | undefined
  isEmpty(): boolean
  /** Everything that waits is unsent. */
  refuseAll(reason: string): void
}

/** Parts waiting for the modem: the outbox is the real queue, this one only bridges a command or two. */
const LIMIT = 64

export function createSubmitQueue(): SubmitQueue {
  const jobs: Job[] = []
  return {
    add(part) {
      if (jobs.length >= LIMIT) return Promise.resolve({ kind: 'unsent', reason: 'queue-full' })
      return new Promise((resolve) => {
        jobs.push({ part, resolve })
      })
    },
    take: () => jobs.shift(),
    isEmpty: () => jobs.length === 0,
    refuseAll(reason) {
      for (const job of jobs.splice(0)) job.resolve({ kind: 'unsent', reason })
    },
  }
}
