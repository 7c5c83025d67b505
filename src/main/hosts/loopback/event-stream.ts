import type { ServerResponse } from 'node:http'
import type { CorePort } from '../../../shared/contract/envelope.ts'
import { type EventLine, heartbeat_ms } from '../../../shared/contract/loopback.ts'
import type { Timers } from '../../app/ports/clock.ts'
import { createEventQueue } from './event-queue.ts'

export interface EventStream {
  /** Says `closing` and ends the response. */
  end(): void
}

/** Streams the core's events to one window until it goes away; `ended` is called once, whoever ended it. */
export function streamEvents(
  response: ServerResponse,
  core: CorePort,
  timers: Timers,
  ended: () => void,
): EventStream {
  const write = (line: EventLine): boolean => response.write(`${JSON.stringify(line)}\n`)
  const queue = createEventQueue(write)
  let cancelBeat = (): void => {}

  function beat(): void {
    cancelBeat = timers.after(heartbeat_ms, () => {
      if (queue.beat()) beat()
      else response.destroy()
    })
  }

  const unsubscribe = core.subscribe((event) => queue.push(event))
  response.on('drain', () => queue.drained())
  response.once('close', () => {
    cancelBeat()
    unsubscribe()
    ended()
  })
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson; charset=utf-8' })
  write({ type: 'open' })
  beat()
  return {
    end() {
      write({ type: 'closing' })
      response.end()
    },
  }
}
