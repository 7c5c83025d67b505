import type { SqlJsStatic } from 'sql.js'
import type { Recovery } from '../app/ports/store.ts'
import { Engine } from './engine/engine.ts'
import { tagSize } from './format/header.ts'
import { Journal, type JournalPoint } from './journal/journal.ts'
import { type LoadedOffice, loadOffice } from './journal/load.ts'
import { settleTail } from './journal/settle-tail.ts'
import { newFile } from './keys/key-ring.ts'
import { KeyRoom } from './keys/key-room.ts'
import type { OpenedKeys } from './keys/open-keys.ts'
import { removeLeftovers } from './leftovers.ts'
import type { Fence } from './lock/fence.ts'
import { lockOffice } from './lock/office-lock.ts'
import { assertLocked, lifeOf, thisHolder } from './lock/while-locked.ts'
import { type MigrateDeps, migrate, newestSchema } from './migrate.ts'
import { listSegments, listSnapshots, type OfficePaths } from './office-paths.ts'
import { finderOf, olderThanKnown, openProtection } from './office-protection.ts'
import { damaged, newer, OpenFailure } from './open-problem.ts'
import type { OpenResult } from './open-store.ts'
import { createSignal } from './signal.ts'
import { Snapshotter } from './snapshot/snapshotter.ts'
import { SqlStore } from './sql-store.ts'
import { defaultLimits, type StoreDeps } from './store-deps.ts'
import { createMaintenance, type StoreSignals } from './store-maintenance.ts'

/** Opens an office to work in it. Throws `OpenFailure` or `FileError`. */
export async function openUsual(deps: StoreDeps, paths: OfficePaths): Promise<OpenResult> {
  for (const folder of [paths.folder, paths.journal, paths.snapshots]) await deps.files.makeFolder(folder)
  const onFatal = once(deps.onFatal)
  const lock = await lockOffice(deps.files, paths, thisHolder(deps), lifeOf(deps, onFatal))
  assertLocked(lock, paths.lock)
  try {
    return await openLocked({ ...deps, onFatal }, paths, lock)
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** A lock that was lost is found out by whoever asks first, and told once. */
function once(tell: (error: unknown) => void): (error: unknown) => void {
  let told = false
  return (error) => {
    if (told) return
    told = true
    tell(error)
  }
}

async function openLocked(deps: StoreDeps, paths: OfficePaths, lock: Held): Promise<OpenResult> {
  const opened = await openProtection(deps, paths)
  const loaded = await loadOrMake(deps, paths, opened)
  try {
    const older = deps.acceptOlder === true ? null : olderThanKnown(opened, loaded)
    if (older !== null) throw new OpenFailure(older)
    await lock.fence.check()
    await removeLeftovers(deps.files, paths)
    await settleTail(deps, paths, loaded)
    return await begin(deps, paths, { opened, loaded, lock })
  } catch (error) {
    loaded.engine.close()
    throw error
  }
}

async function loadOrMake(
  deps: StoreDeps,
  paths: OfficePaths,
  opened: OpenedKeys | null,
): Promise<LoadedOffice> {
  const sqlJs = await deps.loadEngine()
  const knownSchema = newestSchema(deps.migrations)
  const officeId = opened?.officeId ?? null
  const segments = await listSegments(deps.files, paths)
  if (segments.length === 0) {
    // A snapshot is made from a journal: where one is and no segment is, the journal was lost, not never begun.
    const snapshots = await listSnapshots(deps.files, paths)
    if (snapshots.length > 0) throw damaged(paths.journal, 'the journal is empty')
    return newOffice(officeId ?? deps.random.bytes(16), sqlJs)
  }
  const { files, logger } = deps
  const load = { files, logger, paths, sqlJs, knownSchema, finder: finderOf(opened), officeId }
  const loaded = await loadOffice(load, { known: opened?.head ?? null })
  if (loaded.engine.schema > knownSchema) {
    const needs = `schema ${loaded.engine.schema}`
    loaded.engine.close()
    throw newer(needs, knownSchema)
  }
  return loaded
}

function newOffice(officeId: Uint8Array, sqlJs: SqlJsStatic): LoadedOffice {
  const point = { officeId, segment: 1, nextSequence: 1, schema: 0, link: new Uint8Array(tagSize) }
  return {
    engine: new Engine(sqlJs),
    point,
    last: 0,
    snapshot: 0,
    replayedFrames: 0,
    replayedBytes: 0,
    torn: null,
    lastFrame: null,
    goodAt: null,
    problem: null,
    knownIs: 'unseen',
  }
}

interface Held {
  readonly fence: Fence
  readonly release: () => Promise<void>
}

interface Beginning {
  readonly opened: OpenedKeys | null
  readonly loaded: LoadedOffice
  readonly lock: Held
}

async function begin(deps: StoreDeps, paths: OfficePaths, beginning: Beginning): Promise<OpenResult> {
  const { loaded, lock } = beginning
  const { fence } = lock
  const { logger } = deps
  const room = await beginKeys(deps, paths, beginning)
  const signals: StoreSignals = {
    durable: createSignal(logger),
    sealed: createSignal(logger),
    snapshot: createSignal(logger),
  }
  const ring = () => room?.ring ?? null
  const limits = { ...defaultLimits, ...deps.limits }
  const onMade = signals.snapshot.tell
  const snapshotter = new Snapshotter({ ...deps, paths, limits, ring, onMade, fence }, loaded.snapshot)
  let failed = false
  let store: SqlStore | null = null
  const journal = await beginJournal(deps, paths, loaded.point, {
    room,
    signals,
    snapshotter,
    fence,
    onFailed: (error) => {
      failed = true
      store?.fail()
      deps.onFatal(error)
    },
  })
  const copyProtection = () => room?.copyProtection() ?? null
  const migratedFrom = await migrateOrLetGo({ ...deps, paths, copyProtection }, loaded, journal)
  const recovery: Recovery = {
    replayedFrames: loaded.replayedFrames,
    tornBytes: loaded.torn?.bytes ?? 0,
    migratedFrom,
  }
  snapshotter.sealed(journal.segment - 1)
  const { officeId } = loaded.point
  const maintenance = createMaintenance({ officeId, journal, snapshotter, room, signals, logger })
  const release = async (): Promise<void> => {
    await snapshotter.stop()
    await maintenance.renewed()
    await room?.reached(journal.durable)
    await lock.release()
  }
  store = new SqlStore(journal, { engine: loaded.engine, recovery, release })
  if (failed) store.fail()
  return { ok: true, store, maintenance, readOnly: null }
}

interface JournalFollowers {
  readonly room: KeyRoom | null
  readonly signals: StoreSignals
  readonly snapshotter: Snapshotter
  readonly fence: Fence
  readonly onFailed: (error: unknown) => void
}

/** Begins a segment; from here on this computer knows that the journal reaches so far. */
async function beginJournal(
  deps: StoreDeps,
  paths: OfficePaths,
  point: JournalPoint,
  { room, signals, snapshotter, fence, onFailed }: JournalFollowers,
): Promise<Journal> {
  const { files, clock } = deps
  const journal: Journal = await Journal.begin(
    {
      files,
      clock,
      paths,
      fence,
      limits: { ...defaultLimits, ...deps.limits },
      newFile: (draft) => room?.newFile(draft) ?? newFile(draft, null, new Uint8Array()),
      onDurable: signals.durable.tell,
      onSealed: (number) => {
        snapshotter.sealed(number)
        signals.sealed.tell(number)
        void room?.reached(journal.durable)
      },
      onFailed,
    },
    point,
  )
  await room?.reached(journal.durable)
  return journal
}

async function beginKeys(
  deps: StoreDeps,
  paths: OfficePaths,
  { opened, loaded, lock }: Beginning,
): Promise<KeyRoom | null> {
  if (opened === null || deps.protection.kind === 'plain') return null
  const { officeId } = loaded.point
  return await KeyRoom.begin(
    { ...deps, ...deps.protection, paths, officeId, fence: lock.fence },
    opened,
    loaded.last,
  )
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
