import { hostname } from 'node:os'
import type { Clock } from '../../app/ports/clock.ts'
import type { Files } from '../../app/ports/files.ts'
import type { Logger } from '../../app/ports/logger.ts'
import { officePaths } from '../office-paths.ts'
import { OpenFailure } from '../open-problem.ts'
import type { StoreDeps } from '../store-deps.ts'
import type { Fence } from './fence.ts'
import type { LockLife, OfficeTakenOver } from './heartbeat.ts'
import type { LockHolder } from './holder.ts'
import { type LockResult, lockOffice } from './office-lock.ts'

/** What the lock of an office is held and renewed with. */
export interface LockDeps extends Pick<StoreDeps, 'lock' | 'computer'> {
  readonly files: Files
  readonly clock: Clock
  readonly logger: Logger
}

export function thisHolder({ clock, computer }: Pick<LockDeps, 'clock' | 'computer'>): LockHolder {
  return { host: hostname(), pid: process.pid, since: clock.now(), computer: computer ?? null }
}

/** Null where the lock is not to be renewed. */
export function lifeOf(deps: LockDeps, onLost: (error: OfficeTakenOver) => void): LockLife | null {
  const { lock, clock, logger } = deps
  return lock === undefined ? null : { ...lock, clock, logger, onLost }
}

/** Throws `OpenFailure` (locked) where somebody holds the office. */
export function assertLocked(lock: LockResult, file: string): asserts lock is LockResult & { ok: true } {
  if (lock.ok) return
  const { holder, elsewhere } = lock
  throw new OpenFailure({ code: 'locked', details: { holder, file, elsewhere } })
}

/**
 * Works on the files of an office that is closed, and renews its lock meanwhile; the work asks the fence before each
 * step that cannot be taken back. Throws `OpenFailure` (locked), `FileError` and what the work throws.
 */
export async function whileLocked<T>(
  deps: LockDeps,
  folder: string,
  work: (fence: Fence) => Promise<T>,
): Promise<T> {
  const paths = officePaths(folder)
  const life = lifeOf(deps, (error) => deps.logger.error('the lock of the office was lost', { error }))
  const lock = await lockOffice(deps.files, paths, thisHolder(deps), life)
  assertLocked(lock, paths.lock)
  try {
    return await work(lock.fence)
  } finally {
    await lock.release()
  }
}
