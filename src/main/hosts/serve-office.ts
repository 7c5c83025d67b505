import { join } from 'node:path'
import type { MessagePort } from 'node:worker_threads'
import manifest from '../../../package.json' with { type: 'json' }
import { FileError } from '../app/ports/files.ts'
import { usualOpening } from '../core-parts.ts'
import { createRepair } from '../core-repair.ts'
import { createGate } from '../gate/gate.ts'
import { alwaysNew, createKnownOffice, holdsOffice } from '../gate/known-office.ts'
import { openOffice } from '../gate/open-office.ts'
import type { OfficeFailure } from '../gate/opened.ts'
import type { FromCore } from './core-relay.ts'
import { serveCore } from './core-server.ts'
import type { CoreWorkerData } from './core-settings.ts'
import type { WorkerParts } from './worker-parts.ts'

/** Serves the office of this run behind its gate, to the host at the other end of `port`. */
export async function serveOffice(
  port: MessagePort,
  data: CoreWorkerData,
  parts: WorkerParts,
): Promise<void> {
  const { settings } = data
  const { officeDir: folder } = settings
  const { logger } = parts
  const core = { ...parts, ...settings, version: manifest.version }
  const post = (message: FromCore): void => port.postMessage(message)
  const tell = (text: string): void => post({ type: 'told', text })
  const knownFile = join(settings.startsDir, 'known.json')
  const known = settings.kind === 'real' ? createKnownOffice({ ...parts, folder, knownFile }) : alwaysNew
  const gate = createGate({
    kind: settings.kind,
    folder,
    timers: parts.timers,
    logger,
    open: (how, onFatal) => openOffice({ ...core, onFatal }, how, known),
    first: { ...usualOpening, passphrase: settings.passphrase },
    lastFailure: data.lastFailure,
    restoreFrom: await restoreFrom(data, parts, tell),
    stayClosed: data.stayClosed,
    repair: createRepair({
      ...core,
      onFatal: (error) => logger.error('the disk failed while files were put right', { error }),
    }),
    // Nothing of this memory may be believed any more: its host starts another worker.
    onFatal: (failure: OfficeFailure) => {
      post({ type: 'fatal', failure })
      process.exit(1)
    },
    tell,
  })
  await serveCore(port, gate, logger)
}

/** At the first start alone, and never over an office: a desktop's shortcut may name it each morning. */
async function restoreFrom(
  { settings, lastFailure }: CoreWorkerData,
  { files, logger }: WorkerParts,
  tell: (text: string) => void,
): Promise<string | null> {
  if (settings.restoreFrom === null || lastFailure !== null) return null
  try {
    if (!(await holdsOffice(files, settings.officeDir))) return settings.restoreFrom
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    // The opening meets the same and says it in words.
    logger.warn('the folder of the office cannot be looked into', { error })
    return null
  }
  tell('the folder holds an office already: nothing was restored')
  return null
}
