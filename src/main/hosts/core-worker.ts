import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import manifest from '../../../package.json' with { type: 'json' }
import { usualOpening } from '../core-parts.ts'
import { createRepair } from '../core-repair.ts'
import { createGate } from '../gate/gate.ts'
import { createKnownOffice } from '../gate/known-office.ts'
import { openOffice } from '../gate/open-office.ts'
import type { OfficeFailure } from '../gate/opened.ts'
import type { FromCore } from './core-relay.ts'
import { serveCore } from './core-server.ts'
import type { CoreWorkerData } from './core-settings.ts'
import { createWorkerParts } from './worker-parts.ts'

if (parentPort === null) throw new Error('the core runs in a worker of its host')
const host = parentPort
const data: CoreWorkerData = workerData
const { settings } = data
const parts = createWorkerParts(data, import.meta.url)
const core = { ...parts, ...settings, version: manifest.version }
const post = (message: FromCore): void => host.postMessage(message)

/** Nothing of this memory may be believed any more: its host starts another worker. */
const end = (failure: OfficeFailure): void => {
  post({ type: 'fatal', failure })
  process.exit(1)
}

const known = createKnownOffice({
  ...parts,
  folder: settings.officeDir,
  knownFile: join(settings.startsDir, 'known.json'),
})
const gate = createGate({
  kind: settings.kind,
  folder: settings.officeDir,
  timers: parts.timers,
  logger: parts.logger,
  open: (how, onFatal) => openOffice({ ...core, onFatal }, how, known),
  first: { ...usualOpening, passphrase: settings.passphrase },
  lastFailure: data.lastFailure,
  stayClosed: data.stayClosed,
  repair: createRepair({
    ...core,
    onFatal: (error) => parts.logger.error('the disk failed while files were put right', { error }),
  }),
  onFatal: end,
  tell: (text) => post({ type: 'told', text }),
})
await serveCore(host, gate, parts.logger)
