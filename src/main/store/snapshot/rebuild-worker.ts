import { parentPort, workerData } from 'node:worker_threads'
import { createSystemClock, createTimers } from '../../platform/clock.ts'
import { createFiles } from '../../platform/files.ts'
import { createRandom } from '../../platform/random.ts'
import { loadSqlJs } from '../engine/load-sql-js.ts'
import { type RebuildDeps, rebuildSnapshot } from './rebuild.ts'
import type { RebuildTask } from './rebuild-in-worker.ts'

// The entry of the worker: it answers one task and ends.
const task: RebuildTask = workerData
const silent = (): void => undefined
const deps: RebuildDeps = {
  files: createFiles(createTimers()),
  clock: createSystemClock(),
  // What goes wrong here comes back as the answer, and the core logs it.
  random: createRandom(),
  logger: { debug: silent, info: silent, warn: silent, error: silent },
  sqlJs: await loadSqlJs(task.wasm),
}
parentPort?.postMessage(await rebuildSnapshot(deps, task.request))
