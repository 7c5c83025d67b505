import type { OfficeKeys } from '../app/ports/keys.ts'
import { type Reader, ReadOnlyStore, type Recovery, type Store } from '../app/ports/store.ts'
import type { Engine } from './engine/engine.ts'
import type { JournalPlace } from './journal/journal-place.ts'
import { hexOf } from './keys/key-ring.ts'
import type { OpenedKeys } from './keys/open-keys.ts'
import { loadLastGood } from './last-good.ts'
import { lookIn } from './lock/look-in.ts'
import { assertLocked, thisHolder } from './lock/while-locked.ts'
import type { OfficePaths } from './office-paths.ts'
import { openProtection } from './office-protection.ts'
import { OpenFailure } from './open-problem.ts'
import type { OpenResult } from './open-store.ts'
import { createReader } from './recorder.ts'
import type { StoreDeps } from './store-deps.ts'
import { plainKeys, type StoreMaintenance } from './store-maintenance.ts'

/**
 * Opens the last good state of an office to be looked at. Nothing in its folder is made or changed, and a migration that
 * it lacks is made in memory alone. Throws `OpenFailure` or `FileError`.
 */
export async function openReadOnly(deps: StoreDeps, paths: OfficePaths): Promise<OpenResult> {
  for (const file of [paths.folder, paths.journal]) {
    if (!(await deps.files.exists(file))) throw new OpenFailure({ code: 'folder-gone', details: { file } })
  }
  const takeOver = deps.lock?.takeOver === true ? deps.lock.timers : null
  const lock = await lookIn(deps.files, paths, thisHolder(deps), takeOver)
  assertLocked(lock, paths.lock)
  try {
    const opened = await openProtection(deps, paths)
    const { loaded, lastGood } = await loadLastGood(deps, paths, opened)
    for (const { schema, sql } of deps.migrations) {
      if (schema > loaded.engine.schema) loaded.engine.script(schema, sql)
    }
    const recovery: Recovery = {
      replayedFrames: loaded.replayedFrames,
      tornBytes: loaded.torn?.bytes ?? 0,
      migratedFrom: null,
    }
    const store = new LookedAtStore(loaded.engine, recovery, lock.release)
    const { officeId } = loaded.point
    const place = { segment: loaded.last, position: 0, sequence: lastGood.sequence, tag: loaded.point.link }
    return { ok: true, store, maintenance: lookOnly(officeId, place, opened), readOnly: lastGood }
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** A `Store` that only reads: every write rejects with `ReadOnlyStore` and does nothing. */
class LookedAtStore implements Store {
  readonly read: Reader
  readonly recovery: Recovery
  readonly #engine: Engine
  readonly #release: () => Promise<void>
  #closed = false

  constructor(engine: Engine, recovery: Recovery, release: () => Promise<void>) {
    this.#engine = engine
    this.#release = release
    this.recovery = recovery
    this.read = createReader(engine, () => {
      if (this.#closed) throw new Error('the store is closed')
    })
  }

  write(): Promise<never> {
    return Promise.reject(new ReadOnlyStore())
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    this.#engine.close()
    await this.#release()
  }
}

function lookOnly(officeId: Uint8Array, place: JournalPlace, opened: OpenedKeys | null): StoreMaintenance {
  const never = () => () => undefined
  return {
    officeId,
    keys: keysToLookAt(opened),
    snapshot: () => Promise.reject(new ReadOnlyStore()),
    durable: () => place,
    onDurable: never,
    onSealed: never,
    onSnapshot: never,
    copyProtection: () => null,
    ring: () => opened?.ring ?? null,
    renewed: () => Promise.resolve(),
    acceptedOlder: () => Promise.resolve(),
  }
}

function keysToLookAt(opened: OpenedKeys | null): OfficeKeys {
  if (opened?.ring == null) return plainKeys
  const { ring, wraps, passphraseLost } = opened
  const wrap = wraps.get(hexOf(ring.current.id))
  return {
    state: () => ({
      encrypted: true,
      passphraseAt: wrap?.setAt ?? null,
      passphraseLost,
      keyAt: ring.current.createdAt,
      kept: 'none',
      renewing: false,
    }),
    setPassphrase: () => Promise.reject(new ReadOnlyStore()),
    rotate: () => Promise.reject(new ReadOnlyStore()),
    onChanged: () => () => undefined,
  }
}
