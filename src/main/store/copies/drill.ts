import { join } from 'node:path'
import type { Keys } from '../../app/ports/keys.ts'
import type { Drilled } from '../../app/ports/safety.ts'
import type { Secrets } from '../../app/ports/secrets.ts'
import type { Reader, Store } from '../../app/ports/store.ts'
import type { KeyRing } from '../keys/key-ring.ts'
import { writeSecretRecord } from '../keys/secret-record.ts'
import { newestSchema } from '../migrate.ts'
import { OpenFailure, type OpenProblem } from '../open-problem.ts'
import { openStore } from '../open-store.ts'
import { createReader } from '../recorder.ts'
import { findSource } from '../restore/find-source.ts'
import { readSource } from '../restore/read-source.ts'
import { type RestoreDeps, restoreOffice } from '../restore/restore-office.ts'
import type { StoreDeps } from '../store-deps.ts'
import { differingTables, type TableHash, tableHashes } from './table-hashes.ts'

export interface DrillRequest {
  readonly officeId: Uint8Array
  readonly kind: 'training' | 'real'
  /** The copy's file. */
  readonly path: string
  /** What its database was when it was made: SHA-256, lower-case hex; null where nobody knows. */
  readonly digest: string | null
  /** Null opens the copy with `ring`, as this computer would. */
  readonly passphrase: string | null
  readonly ring: KeyRing | null
}

export interface DrillDeps extends Omit<RestoreDeps, 'secrets' | 'knownSchema'> {
  readonly migrations: StoreDeps['migrations']
  readonly makeScratch: () => Promise<string>
  /** How many records of the office do not follow from each other. */
  readonly verify: (read: Reader) => Promise<number>
  readonly progress: (done: number, total: number) => void
}

const steps = 5

/**
 * Restores a copy into a scratch folder as another computer would, opens the office there as usual, and compares every
 * table with the copy. What is written there is encrypted as an office is, and removed in the end.
 */
export async function drillCopy(deps: DrillDeps, request: DrillRequest): Promise<Drilled> {
  const scratch = await deps.makeScratch()
  try {
    return await drillIn(deps, request, scratch)
  } catch (error) {
    if (!(error instanceof OpenFailure)) throw error
    return refused(error.problem)
  } finally {
    await deps.removeTree(scratch)
  }
}

async function drillIn(deps: DrillDeps, request: DrillRequest, scratch: string): Promise<Drilled> {
  const secrets = await secretsFor(request, deps.keys)
  const full: RestoreDeps = { ...deps, secrets, knownSchema: newestSchema(deps.migrations) }
  deps.progress(0, steps)
  const copy = await hashCopy(full, request)
  if (copy === 'digest') return { kind: 'done', tables: 0, rows: 0, problem: 'digest' }
  deps.progress(1, steps)
  const folder = join(scratch, 'office')
  const { kind, path, passphrase } = request
  const problem = await restoreOffice(
    { ...full, stamp: () => undefined },
    { folder, kind, from: path, passphrase },
  )
  if (problem !== null) return refused(problem)
  deps.progress(2, steps)
  const opened = await openStore(openDeps(full, deps, { folder, kind, passphrase }))
  if (!opened.ok) return refused(opened.problem)
  try {
    return await compare(deps, copy, opened.store)
  } finally {
    await opened.store.close()
  }
}

/** The tables of the copy itself; `digest` where its database is not the one that it was made of. */
async function hashCopy(
  deps: RestoreDeps,
  { path, passphrase, digest }: DrillRequest,
): Promise<Map<string, TableHash> | 'digest'> {
  const source = await findSource(deps.files, path)
  if (!source.ok)
    throw new OpenFailure({ code: 'damaged', details: { file: path, offset: null, reason: source.problem } })
  const { engine, digest: found } = await readSource(deps, source.point, passphrase)
  try {
    if (digest !== null && found !== digest) return 'digest'
    return allHashes(createReader(engine, () => undefined))
  } finally {
    engine.close()
  }
}

async function compare(deps: DrillDeps, copy: Map<string, TableHash>, store: Store): Promise<Drilled> {
  const restored = allHashes(store.read)
  const rows = [...restored.values()].reduce((sum, table) => sum + table.rows, 0)
  deps.progress(3, steps)
  const [different] = differingTables(copy, restored)
  const wrong = different === undefined ? await deps.verify(store.read) : 0
  deps.progress(steps, steps)
  const problem = different === undefined ? (wrong > 0 ? `verify ${wrong}` : null) : `table ${different}`
  return { kind: 'done', tables: restored.size, rows, problem }
}

function allHashes(read: Reader): Map<string, TableHash> {
  const steps = tableHashes(read)
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value
}

function openDeps(
  full: RestoreDeps,
  deps: DrillDeps,
  office: { readonly folder: string; readonly kind: 'training' | 'real'; readonly passphrase: string | null },
): StoreDeps {
  const { keys, secrets, sqlJs } = full
  const { folder, kind, passphrase } = office
  const protection: StoreDeps['protection'] =
    kind === 'training' ? { kind: 'plain' } : { kind: 'keys', keys, secrets, passphrase, remember: false }
  return {
    ...full,
    folder,
    protection,
    migrations: deps.migrations,
    loadEngine: () => Promise.resolve(sqlJs),
    // Nothing of a scratch office is rebuilt: it lives for a minute.
    rebuild: () => Promise.resolve(null),
    onFatal: (error) => deps.logger.error('the scratch disk failed', { error }),
  }
}

/** Another computer keeps nothing: with a passphrase it must do alone. */
async function secretsFor({ officeId, passphrase, ring }: DrillRequest, keys: Keys): Promise<Secrets> {
  const kept = new Map<string, Uint8Array>()
  const secrets: Secrets = {
    kind: 'file',
    read: (name) => Promise.resolve(kept.get(name) ?? null),
    write: async (name, bytes) => {
      kept.set(name, bytes)
    },
    remove: async (name) => {
      kept.delete(name)
    },
  }
  if (passphrase !== null) return { ...secrets, kind: 'none', read: () => Promise.resolve(null) }
  if (ring !== null) {
    // A worker got the keys as plain data: their ids are made again.
    const known = ring.keys.map((key) => keys.fromBytes(key.bytes, key.createdAt))
    await writeSecretRecord({ secrets, keys }, officeId, {
      current: null,
      keys: known,
      plainUpTo: 0,
      head: null,
    })
  }
  return secrets
}

function refused(problem: OpenProblem): Drilled {
  if (problem.code === 'passphrase') return { kind: 'passphrase' }
  return { kind: 'done', tables: 0, rows: 0, problem: problem.code }
}
