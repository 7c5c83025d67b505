import { hostname } from 'node:os'
import type { SqlJsStatic } from 'sql.js'
import type { Clock } from '../app/ports/clock.ts'
import type { Files } from '../app/ports/files.ts'
import type { Logger } from '../app/ports/logger.ts'
import type { Random } from '../app/ports/random.ts'
import type { Recovery, Store } from '../app/ports/store.ts'
import { Engine } from './engine/engine.ts'
import { tagSize } from './format/header.ts'
import { Journal, type JournalLimits } from './journal/journal.ts'
import { type LoadedOffice, loadOffice } from './journal/load.ts'
import { settleTail } from './journal/settle-tail.ts'
import { removeLeftovers } from './leftovers.ts'
import { lockOffice } from './lock/office-lock.ts'
import { type MigrateDeps, migrate, newestSchema } from './migrate.ts'
import type { Migration } from './migration.ts'
import { listSegments, listSnapshots, type OfficePaths, officePaths } from './office-paths.ts'
import { damaged, OpenFailure, type OpenProblem, toOpenProblem } from './open-problem.ts'
import type { Rebuild } from './snapshot/rebuild.ts'
import { type SnapshotLimits, Snapshotter } from './snapshot/snapshotter.ts'
import { SqlStore } from './sql-store.ts'

export interface StoreLimits extends JournalLimits, SnapshotLimits {}

export interface StoreDeps {
  /** The office's folder; made where it is not there. */
  readonly folder: string
  readonly files: Files
  readonly clock: Clock
  readonly logger: Logger
  readonly random: Random
  /** All there are, ascending from schema 1. */
  readonly migrations: readonly Migration[]
  readonly loadEngine: () => Promise<SqlJsStatic>
  /** Makes a snapshot out of files at rest, beside the core. */
  readonly rebuild: Rebuild
  /** The disk failed under an open office: the store refuses everything from now on. */
  readonly onFatal: (error: unknown) => void
  readonly limits?: Partial<StoreLimits>
}

export type OpenResult =
  | { readonly ok: true; readonly store: Store; readonly maintenance: StoreMaintenance }
  | { readonly ok: false; readonly problem: OpenProblem }

/** What the host may ask of an open office beyond `Store`. */
export interface StoreMaintenance {
  /** Seals the open segment and makes a snapshot of all before it; resolves when it is made and checked. */
  snapshot(): Promise<void>
}

export const defaultLimits: StoreLimits = {
  frame: 4 * 1024 * 1024,
  segment: 8 * 1024 * 1024,
  step: 1024 * 1024,
  snapshotTail: 6 * 1024 * 1024,
  snapshotShare: 20,
  snapshotSegments: 32,
}

/** Opens an office, new or old, and brings its schema up to date. Expected refusals are data; a rejection is a bug. */
export async function openStore(deps: StoreDeps): Promise<OpenResult> {
  const paths = officePaths(deps.folder)
  try {
    for (const folder of [paths.folder, paths.journal, paths.snapshots]) await deps.files.makeFolder(folder)
    const holder = { host: hostname(), pid: process.pid, since: deps.clock.now() }
    const lock = await lockOffice(deps.files, paths, holder)
    if (!lock.ok) {
      return { ok: false, problem: { code: 'locked', details: { holder: lock.holder, file: paths.lock } } }
    }
    try {
      return await openLocked(deps, paths, lock.release)
    } catch (error) {
      await lock.release()
      throw error
    }
  } catch (error) {
    return { ok: false, problem: toOpenProblem(error) }
  }
}

async function openLocked(
  deps: StoreDeps,
  paths: OfficePaths,
  releaseLock: () => Promise<void>,
): Promise<OpenResult> {
  const loaded = await loadOrMake(deps, paths)
  try {
    await removeLeftovers(deps.files, paths)
    await settleTail(deps, paths, loaded)
    return await begin(deps, paths, loaded, releaseLock)
  } catch (error) {
    loaded.engine.close()
    throw error
  }
}

async function loadOrMake(deps: StoreDeps, paths: OfficePaths): Promise<LoadedOffice> {
  const sqlJs = await deps.loadEngine()
  const knownSchema = newestSchema(deps.migrations)
  const segments = await listSegments(deps.files, paths)
  if (segments.length === 0) {
    // A snapshot is made from a journal: where one is and no segment is, the journal was lost, not never begun.
    const snapshots = await listSnapshots(deps.files, paths)
    if (snapshots.length > 0) throw damaged(paths.journal, 'the journal is empty')
    return newOffice(deps, sqlJs)
  }
  const loaded = await loadOffice({ files: deps.files, logger: deps.logger, paths, sqlJs, knownSchema })
  if (loaded.engine.schema > knownSchema) {
    const needs = `schema ${loaded.engine.schema}`
    loaded.engine.close()
    throw new OpenFailure({ code: 'newer-schema', details: { needs, knows: knownSchema } })
  }
  return loaded
}

function newOffice(deps: StoreDeps, sqlJs: SqlJsStatic): LoadedOffice {
  const point = {
    officeId: deps.random.bytes(16),
    segment: 1,
    nextSequence: 1,
    schema: 0,
    link: new Uint8Array(tagSize),
  }
  return {
    engine: new Engine(sqlJs),
    point,
    snapshot: 0,
    replayedFrames: 0,
    replayedBytes: 0,
    torn: null,
    lastFrame: null,
  }
}

async function begin(
  deps: StoreDeps,
  paths: OfficePaths,
  loaded: LoadedOffice,
  releaseLock: () => Promise<void>,
): Promise<OpenResult> {
  const limits = { ...defaultLimits, ...deps.limits }
  const snapshotter = new Snapshotter({ ...deps, paths, limits }, loaded.snapshot)
  let failed = false
  let store: SqlStore | null = null
  const journal = await Journal.begin(
    {
      files: deps.files,
      clock: deps.clock,
      paths,
      limits,
      onSealed: (number) => snapshotter.sealed(number),
      onFailed: (error) => {
        failed = true
        store?.fail()
        deps.onFatal(error)
      },
    },
    loaded.point,
  )
  const migratedFrom = await migrateOrLetGo({ ...deps, paths }, loaded, journal)
  const recovery: Recovery = {
    replayedFrames: loaded.replayedFrames,
    tornBytes: loaded.torn?.bytes ?? 0,
    migratedFrom,
  }
  const release = async (): Promise<void> => {
    await snapshotter.stop()
    await releaseLock()
  }
  store = new SqlStore(journal, { engine: loaded.engine, recovery, release })
  if (failed) store.fail()
  snapshotter.sealed(journal.segment - 1)
  const maintenance: StoreMaintenance = {
    async snapshot() {
      await journal.whenIdle(() => journal.rotate())
      await snapshotter.force(journal.segment - 1)
    },
  }
  return { ok: true, store, maintenance }
}

async function migrateOrLetGo(
  deps: MigrateDeps,
  loaded: LoadedOffice,
  journal: Journal,
): Promise<number | null> {
  try {
    return await migrate(deps, loaded, journal)
  } catch (error) {
    await journal.abandon()
    throw error
  }
}
