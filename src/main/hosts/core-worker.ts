import { parentPort, workerData } from 'node:worker_threads'
import type { CoreWorkerData } from './core-settings.ts'
import { serveOffice } from './serve-office.ts'
import { createWorkerParts } from './worker-parts.ts'

if (parentPort === null) throw new Error('the core runs in a worker of its host')
const data: CoreWorkerData = workerData
await serveOffice(parentPort, data, createWorkerParts(data, import.meta.url))
