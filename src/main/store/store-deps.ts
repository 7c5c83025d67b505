import type { SqlJsStatic } from 'sql.js'
import type { Clock, Timers } from '../app/ports/clock.ts'
import type { Files } from '../app/ports/files.ts'
import type { Keys } from '../app/ports/keys.ts'
import type { Logger } from '../app/ports/logger.ts'
import type { Random } from '../app/ports/random.ts'
import type { Secrets } from '../app/ports/secrets.ts'
import type { JournalLimits } from './journal/journal.ts'
import type { Migration } from './migration.ts'
import type { Rebuild } from './snapshot/rebuild.ts'
import type { SnapshotLimits } from './snapshot/snapshotter.ts'

export interface StoreLimits extends JournalLimits, SnapshotLimits {}

/** How an office's files are protected: a training office's are plain, a real office's are encrypted. */
export type Protection =
  | { readonly kind: 'plain' }
  | {
      readonly kind: 'keys'
      readonly keys: Keys
      readonly secrets: Secrets
      /** Tried where this computer does not keep the key. */
      readonly passphrase: string | null
      /** Whether this computer is to keep the key that the passphrase opened. */
      readonly remember: boolean
    }

export interface StoreDeps {
  /** The office's folder; made where it is not there. */
  readonly folder: string
  readonly files: Files
  readonly clock: Clock
  readonly logger: Logger
  readonly random: Random
  readonly protection: Protection
  /** `read-only`: the last good state, and nothing in the folder is touched. */
  readonly mode?: 'usual' | 'read-only'
  /** The journal may end before what this computer knows of: a person said that this is right. */
  readonly acceptOlder?: boolean
  /**
   * Keeps the lock alive while the office is open, by files whose calls never stop the thread; `takeOver`: a person says
   * that the other machine is off. Without it the lock is held and not renewed.
   */
  readonly lock?: { readonly timers: Timers; readonly files: Files; readonly takeOver: boolean }
  /** This user's own id of this computer, for the lock file; without it the host name stands for the computer. */
  readonly computer?: string | null
  /** All there are, ascending from schema 1. */
  readonly migrations: readonly Migration[]
  readonly loadEngine: () => Promise<SqlJsStatic>
  /** Makes a snapshot out of files at rest, beside the core. */
  readonly rebuild: Rebuild
  /** The disk failed under an open office: the store refuses everything from now on. */
  readonly onFatal: (error: unknown) => void
  readonly limits?: Partial<StoreLimits>
}

export const defaultLimits: StoreLimits = {
  frame: 4 * 1024 * 1024,
  segment: 8 * 1024 * 1024,
  step: 1024 * 1024,
  snapshotTail: 6 * 1024 * 1024,
  snapshotShare: 20,
  snapshotSegments: 32,
}
