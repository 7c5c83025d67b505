import { Worker } from 'node:worker_threads'
import type { Rebuild, RebuildRequest, RebuildResult } from './rebuild.ts'

/** What the worker is given; it answers with one `RebuildResult`. */
export interface RebuildTask {
  readonly wasm: Uint8Array
  readonly request: RebuildRequest
}

/**
 * Rebuilds snapshots in a worker of their own, one worker a snapshot, so that the core never stops for one and the
 * memory goes with the worker. `entry` is `rebuild-worker.ts` or what it was bundled to; `wasm` is sql.js's binary.
 */
export function createWorkerRebuild(entry: URL, wasm: Uint8Array): Rebuild {
  return (request) =>
    new Promise((resolve, reject) => {
      const task: RebuildTask = { wasm, request }
      const worker = new Worker(entry, { workerData: task })
      let result: RebuildResult | null = null
      worker.once('message', (message: RebuildResult) => {
        result = message
      })
      worker.once('error', reject)
      worker.once('exit', (code) => {
        if (result !== null) resolve(result)
        else reject(new Error(`the rebuilding worker ended with ${code} and no answer`))
      })
    })
}
