import type { Instant } from '../app/ports/clock.ts'
import type { Store } from '../app/ports/store.ts'
import { officePaths } from './office-paths.ts'
import { type OpenProblem, toOpenProblem } from './open-problem.ts'
import { openReadOnly } from './open-read-only.ts'
import { openUsual } from './open-usual.ts'
import type { StoreDeps } from './store-deps.ts'
import type { StoreMaintenance } from './store-maintenance.ts'

export { defaultLimits, type Protection, type StoreDeps, type StoreLimits } from './store-deps.ts'
export type { StoreMaintenance } from './store-maintenance.ts'

/** How far the last good state of an office goes. */
export interface LastGood {
  /** The last frame in it. */
  readonly sequence: number
  /** When the last file in it was begun: it is at least as young as that. Null where nothing says. */
  readonly at: Instant | null
  /** What comes after it; null where nothing is wrong. */
  readonly problem: OpenProblem | null
}

export type OpenResult =
  | {
      readonly ok: true
      readonly store: Store
      readonly maintenance: StoreMaintenance
      /** Null where the office is open to work in it. */
      readonly readOnly: LastGood | null
    }
  | { readonly ok: false; readonly problem: OpenProblem }

/**
 * Opens an office, new or old, and brings its schema up to date; with mode `read-only` its last good state, and nothing
 * in its folder is touched. Expected refusals are data; a rejection is a bug.
 */
export async function openStore(deps: StoreDeps): Promise<OpenResult> {
  const paths = officePaths(deps.folder)
  try {
    return deps.mode === 'read-only' ? await openReadOnly(deps, paths) : await openUsual(deps, paths)
  } catch (error) {
    return { ok: false, problem: toOpenProblem(error) }
  }
}
