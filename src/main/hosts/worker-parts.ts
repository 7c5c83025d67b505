import { pino } from 'pino'
import type { Clock, Timers } from '../app/ports/clock.ts'
import type { Digests } from '../app/ports/digests.ts'
import type { Files } from '../app/ports/files.ts'
import type { Logger } from '../app/ports/logger.ts'
import type { Random } from '../app/ports/random.ts'
import type { SerialPorts } from '../modem/transport.ts'
import { createSystemClock, createTimers } from '../platform/clock.ts'
import { createDigests } from '../platform/digests.ts'
import { createFiles } from '../platform/files.ts'
import { createLogger } from '../platform/logger.ts'
import { createRandom } from '../platform/random.ts'
import type { CoreWorkerData } from './core-settings.ts'
import { connectSerialPorts } from './serial/bridge-client.ts'

/** What the core's worker gives the core of the platform; the ports are the main thread's, by the bridge. */
export interface WorkerParts {
  readonly clock: Clock
  readonly timers: Timers
  readonly random: Random
  readonly files: Files
  readonly digests: Digests
  readonly logger: Logger
  readonly ports: SerialPorts
}

export function createWorkerParts({ serial }: CoreWorkerData): WorkerParts {
  const timers = createTimers()
  return {
    clock: createSystemClock(),
    timers,
    random: createRandom(),
    files: createFiles(timers),
    digests: createDigests(),
    // Straight to the descriptor: a worker's own stderr passes through the main thread and is lost in a crash.
    logger: createLogger(pino.destination({ dest: 2, sync: true })),
    ports: connectSerialPorts(serial),
  }
}
