import { parentPort, workerData } from 'node:worker_threads'
import manifest from '../../../package.json' with { type: 'json' }
import { createCore } from '../core.ts'
import { serveCore } from './core-server.ts'
import type { CoreWorkerData } from './core-settings.ts'
import { createWorkerParts } from './worker-parts.ts'

if (parentPort === null) throw new Error('the core runs in a worker of its host')
const data: CoreWorkerData = workerData
const parts = createWorkerParts(data, import.meta.url)

/** The store refuses everything from now on: the worker ends by this error, and its host with it. */
function onFatal(error: unknown): void {
  parts.logger.error('the disk failed under the office', { error: String(error) })
  setImmediate(() => {
    throw error
  })
}

await serveCore(
  parentPort,
  () => createCore({ ...parts, ...data.settings, version: manifest.version, onFatal }),
  parts.logger,
)
