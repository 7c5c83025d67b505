import { parentPort, workerData } from 'node:worker_threads'
import manifest from '../../../package.json' with { type: 'json' }
import { usualOpening } from '../core-parts.ts'
import { createRepair } from '../core-repair.ts'
import { createGate } from '../gate/gate.ts'
import { openOffice } from '../gate/open-office.ts'
import type { FromCore } from './core-relay.ts'
import { serveCore } from './core-server.ts'
import type { CoreWorkerData } from './core-settings.ts'
import { createWorkerParts } from './worker-parts.ts'

if (parentPort === null) throw new Error('the core runs in a worker of its host')
const host = parentPort
const data: CoreWorkerData = workerData
const { settings } = data
const parts = createWorkerParts(data, import.meta.url)
const post = (message: FromCore): void => host.postMessage(message)

const gate = createGate({
  kind: settings.kind,
  folder: settings.officeDir,
  timers: parts.timers,
  logger: parts.logger,
  open: (how, onFatal) => openOffice({ ...parts, ...settings, version: manifest.version, onFatal }, how),
  first: { ...usualOpening, passphrase: settings.passphrase },
  lastFailure: data.lastFailure,
  stayClosed: data.stayClosed,
  repair: createRepair({
    ...parts,
    ...settings,
    onFatal: (error) => parts.logger.error('the disk failed while files were put right', { error }),
  }),
  // Nothing of this memory may be believed any more: its host starts another worker.
  onFatal: (failure) => {
    post({ type: 'fatal', failure })
    process.exit(1)
  },
  tell: (text) => post({ type: 'told', text }),
})
await serveCore(host, gate, parts.logger)
