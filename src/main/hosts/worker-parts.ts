import { pino } from 'pino'
import type { CoreDeps } from '../core-parts.ts'
import { createSystemClock, createTimers } from '../platform/clock.ts'
import { createDigests } from '../platform/digests.ts'
import { createFiles } from '../platform/files.ts'
import { createKeys } from '../platform/keys.ts'
import { createLogger } from '../platform/logger.ts'
import { createRandom } from '../platform/random.ts'
import { freeSpace, removeTree } from '../platform/scratch.ts'
import { nodeCalls } from '../platform/system-calls.ts'
import type { CoreWorkerData } from './core-settings.ts'
import { connectSecrets } from './secrets/connect.ts'
import { connectSerialPorts } from './serial/bridge-client.ts'

/** What the core's worker gives the core of the platform; the ports and the secrets are the main thread's, by bridges. */
export type WorkerParts = Pick<
  CoreDeps,
  | 'clock'
  | 'timers'
  | 'random'
  | 'files'
  | 'stick'
  | 'freeSpace'
  | 'removeTree'
  | 'digests'
  | 'keys'
  | 'secrets'
  | 'logger'
  | 'ports'
  | 'rebuildWorker'
  | 'sqlWasm'
>

/** `entryUrl` is the worker's own `import.meta.url`: bundled, its files are beside it. */
export function createWorkerParts({ serial, secrets }: CoreWorkerData, entryUrl: string): WorkerParts {
  const timers = createTimers()
  const random = createRandom()
  return {
    clock: createSystemClock(),
    timers,
    random,
    files: createFiles(timers),
    stick: createFiles(timers, nodeCalls, 0),
    freeSpace,
    removeTree,
    digests: createDigests(),
    keys: createKeys(random),
    // Straight to the descriptor: a worker's own stderr passes through the main thread and is lost in a crash.
    logger: createLogger(pino.destination({ dest: 2, sync: true })),
    ports: connectSerialPorts(serial),
    secrets: connectSecrets(secrets.port, secrets.kind),
    ...workerFiles(entryUrl),
  }
}

export function workerFiles(entryUrl: string): Pick<WorkerParts, 'rebuildWorker' | 'sqlWasm'> {
  if (entryUrl.endsWith('.ts')) {
    return {
      rebuildWorker: new URL('../store/snapshot/rebuild-worker.ts', import.meta.url),
      sqlWasm: new URL(import.meta.resolve('sql.js/dist/sql-wasm.wasm')),
    }
  }
  return {
    rebuildWorker: new URL('./rebuild-worker.js', entryUrl),
    sqlWasm: new URL('./sql-wasm.wasm', entryUrl),
  }
}
