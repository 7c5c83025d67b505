import type { CoreEvent } from '../../../shared/contract/envelope.ts'
import type { EventLine } from '../../../shared/contract/loopback.ts'

/** The events that wait for one window, bounded: a window that fell behind is told to reread all. */
export interface EventQueue {
  push(event: CoreEvent): void
  /** The sink takes more again. */
  drained(): void
  /** Writes a heartbeat; false when the sink has not taken anything since the last one. */
  beat(): boolean
}

/** More than this many waiting become one «everything changed». */
export const queuedEvents_max = 256

/** @param write gives a line to the window; false when it takes no more until `drained`. */
export function createEventQueue(write: (line: EventLine) => boolean): EventQueue {
  let waiting: CoreEvent[] = []
  let full = false
  let beatsWhileFull = 0

  function flush(): void {
    while (!full) {
      const event = waiting.shift()
      if (event === undefined) return
      full = !write({ type: 'event', event })
    }
  }

  return {
    push(event) {
      waiting.push(event)
      if (waiting.length > queuedEvents_max) waiting = [{ type: 'changed', topics: ['*'] }]
      flush()
    },
    drained() {
      full = false
      beatsWhileFull = 0
      flush()
    },
    beat() {
      if (full) {
        beatsWhileFull += 1
        return beatsWhileFull < 2
      }
      full = !write({ type: 'heartbeat' })
      return true
    },
  }
}
