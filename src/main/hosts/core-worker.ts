import { parentPort, workerData } from 'node:worker_threads'
import { createCore } from '../core.ts'
import { serveCore } from './core-server.ts'
import type { CoreWorkerData } from './core-settings.ts'
import { createWorkerParts } from './worker-parts.ts'

const port = parentPort
if (port === null) throw new Error('the core runs in a worker')
const data: CoreWorkerData = workerData
const parts = createWorkerParts(data, import.meta.url)

await serveCore(
  port,
  () =>
    createCore({
      ...parts,
      ...data.settings,
      version: '0.1.0',
      onFatal: (error) => {
        parts.logger.error('the disk failed: the office ends', { error: String(error) })
        // Outside every promise: the thread ends with an error, and the host with it.
        setImmediate(() => {
          throw error
        })
      },
    }),
  parts.logger,
)
