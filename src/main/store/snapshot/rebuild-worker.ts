import { parentPort, workerData } from 'node:worker_threads'
import { verifyOffice, wrongRows } from '../../app/verify/verify-office.ts'
import { createSystemClock, createTimers } from '../../platform/clock.ts'
import { createDigests } from '../../platform/digests.ts'
import { createFiles } from '../../platform/files.ts'
import { createKeys } from '../../platform/keys.ts'
import { createRandom } from '../../platform/random.ts'
import { makeScratch, removeTree } from '../../platform/scratch.ts'
import { openScratchDisk } from '../../platform/scratch-disk.ts'
import type { CopyAnswer, CopyTask } from '../copies/copies.ts'
import { drillCopy } from '../copies/drill.ts'
import { makeCopy } from '../copies/make-copy.ts'
import { loadSqlJs } from '../engine/load-sql-js.ts'
import { migrations } from '../migrations/all.ts'
import { rebuildSnapshot } from './rebuild.ts'
import type { RebuildTask } from './rebuild-in-worker.ts'
import { createScratchRoom } from './scratch-room.ts'

// The entry of the worker: it answers one task and ends.
const task: RebuildTask | CopyTask = workerData
const silent = (): void => undefined
const random = createRandom()
const deps = {
  files: createFiles(createTimers()),
  clock: createSystemClock(),
  random,
  keys: createKeys(random),
  // What goes wrong here comes back as the answer, and the core logs it.
  logger: { debug: silent, info: silent, warn: silent, error: silent },
  sqlJs: await loadSqlJs(task.wasm),
  scratch: createScratchRoom(openScratchDisk, random),
}
const tell = (answer: CopyAnswer): void => parentPort?.postMessage(answer)

if ('request' in task) parentPort?.postMessage(await rebuildSnapshot(deps, task.request))
else if ('copy' in task) tell({ kind: 'made', made: await makeCopy(deps, task.copy) })
else {
  const drill = {
    ...deps,
    migrations,
    makeScratch,
    removeTree,
    kindOf: () => null,
    stamp: silent,
    verify: async (read: Parameters<typeof verifyOffice>[0]) =>
      wrongRows(await verifyOffice(read, createDigests())),
    progress: (done: number, total: number) => tell({ kind: 'progress', done, total }),
  }
  tell({ kind: 'drilled', drilled: await drillCopy(drill, task.drill) })
}
