import { fileURLToPath } from 'node:url'
import type { AppDeps } from './app/app-deps.ts'
import type { PlaceRefusal, Safety } from './app/ports/safety.ts'
import { forgetCopies, readCopies, removableCopies, stateOf } from './app/safety/copy-book.ts'
import { type Copying, createCopying } from './app/safety/copying.ts'
import { readPlace } from './app/safety/safety-settings.ts'
import type { CoreDeps } from './core-parts.ts'
import { createCopies, createCopyWorker } from './store/copies/copies.ts'
import { hexOf } from './store/keys/key-ring.ts'
import { Mirror } from './store/mirror/mirror.ts'
import type { MirroredCopies } from './store/mirror/mirror-copies.ts'
import { preparePlace } from './store/mirror/place.ts'
import { officePaths } from './store/office-paths.ts'
import type { StoreMaintenance } from './store/store-maintenance.ts'
import { folderSize } from './store/store-size.ts'

/** What keeps the office when the computer does not. */
export interface SafetyParts {
  readonly safety: Safety
  readonly copying: Copying
  /** Begins to mirror where the owner wants it. */
  start(): void
  /** Ends copies and drills; call while the store is still open. */
  stop(): Promise<void>
  /** Lets the place go, at most two seconds after the store was closed. */
  close(): Promise<void>
}

type SafetyDeps = Pick<AppDeps, 'store' | 'clock' | 'timers' | 'logger' | 'offices' | 'emit'>

/** A place that does not answer within this is none. */
const patience_ms = 10_000

export const createSafety = async (
  core: CoreDeps,
  maintenance: StoreMaintenance,
  app: SafetyDeps,
): Promise<SafetyParts> => {
  const paths = officePaths(core.officeDir)
  const wasm = await core.files.read(fileURLToPath(core.sqlWasm))
  const copies = createCopies({
    files: core.files,
    logger: core.logger,
    paths,
    kind: core.kind,
    maintenance,
    run: createCopyWorker(core.rebuildWorker, wasm),
  })
  const life = { open: true }
  const mirrored = mirroredCopies(app, life, (arrived) => copying.arrived(arrived))
  const { officeId } = maintenance
  const mirror = new Mirror({
    source: {
      files: core.files,
      paths,
      keys: paths.keyFile,
      officeId,
      copies: mirrored,
      durable: maintenance.durable,
    },
    stick: core.stick,
    timers: core.timers,
    clock: core.clock,
    logger: core.logger,
    onChanged: () => app.emit({ type: 'changed', topics: ['safety'] }),
  })
  const safety: Safety = {
    officeId: hexOf(officeId),
    keys: maintenance.keys,
    copies,
    mirror: {
      get status() {
        return mirror.status
      },
      prepare: (folder) => prepare(core, folder, officeId),
      setPlace: (folder) => mirror.setPlace(folder),
      copiesChanged: () => mirror.filesChanged(),
    },
    sizes: async () => ({
      journal: await folderSize(core.files, paths.journal),
      snapshots: await folderSize(core.files, paths.snapshots),
      copies: await folderSize(core.files, paths.copies),
      free: await core.freeSpace(core.officeDir),
    }),
  }
  const copying = createCopying({ ...app, safety })
  const end = [
    maintenance.onDurable(() => mirror.durable()),
    maintenance.onSnapshot(() => mirror.filesChanged()),
    maintenance.keys.onChanged(() => mirror.filesChanged()),
  ]
  return {
    safety,
    copying,
    start: () => {
      const place = readPlace(app.store.read)
      if (place !== null) mirror.setPlace(place)
    },
    stop: async () => {
      life.open = false
      await copies.stop()
    },
    close: async () => {
      await mirror.close()
      for (const one of end) one()
    },
  }
}

/** A stick that does not answer keeps nobody waiting for ever; what the system still does with it harms nothing. */
const prepare = (core: CoreDeps, folder: string, officeId: Uint8Array): Promise<PlaceRefusal | null> =>
  new Promise((resolve, reject) => {
    const cancel = core.timers.after(patience_ms, () => resolve('slow'))
    preparePlace(core.stick, folder, { id: officeId, folder: core.officeDir })
      .finally(cancel)
      .then(resolve, reject)
  })

/** Which copies belong into the place, by the office's own list of them. */
const mirroredCopies = (
  app: SafetyDeps,
  life: { readonly open: boolean },
  arrived: MirroredCopies['arrived'],
): MirroredCopies => ({
  good: () =>
    (life.open ? readCopies(app.store.read) : [])
      .filter((one) => one.where === 'office' && stateOf(one) === 'good')
      .map(({ name }) => name),
  // A copy that is good in the office's own folder is good in the place once it has been compared there.
  removable: (there) => (life.open ? removableCopies(there, readCopies(app.store.read)) : []),
  arrived: async (copies) => {
    if (life.open) await arrived(copies)
  },
  found: (there) => {
    if (!life.open) return
    const gone = readCopies(app.store.read)
      .filter((one) => one.where === 'place' && !there.includes(one.name))
      .map(({ name }) => name)
    if (gone.length === 0) return
    app.store
      .write((tx) => forgetCopies(tx, 'place', gone))
      .catch((error: unknown) => app.logger.error('the list of copies was not kept', { error }))
  },
})
