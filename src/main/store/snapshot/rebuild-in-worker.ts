import { Worker } from 'node:worker_threads'
import type { Rebuild, RebuildRequest, RebuildResult } from './rebuild.ts'

/** What the worker is given, keys among it; it answers with one `RebuildResult`. */
export interface RebuildTask {
  readonly wasm: Uint8Array
  readonly request: RebuildRequest
}

/** What it reads goes into the database at once: little of it is young for long. */
const resourceLimits = { maxYoungGenerationSizeMb: 6 }

/**
 * Rebuilds snapshots in a worker of their own, one worker a snapshot, so that the core never stops for one and the
 * memory goes with the worker. `entry` is `rebuild-worker.ts` or what it was bundled to; `wasm` is sql.js's binary.
 * When the signal ends it, what was half written stays under its temporary name until the next start.
 */
export function createWorkerRebuild(entry: URL, wasm: Uint8Array): Rebuild {
  return (request, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return resolve(null)
      const task: RebuildTask = { wasm, request }
      const worker = new Worker(entry, { workerData: task, resourceLimits })
      let result: RebuildResult | null = null
      const end = (): void => {
        void worker.terminate()
      }
      signal.addEventListener('abort', end, { once: true })
      worker.once('message', (message: RebuildResult) => {
        result = message
      })
      worker.once('error', reject)
      worker.once('exit', (code) => {
        signal.removeEventListener('abort', end)
        if (result !== null || signal.aborted) resolve(result)
        else reject(new Error(`the rebuilding worker ended with ${code} and no answer`))
      })
    })
}
