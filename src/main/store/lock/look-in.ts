import type { Timers } from '../../app/ports/clock.ts'
import type { Files } from '../../app/ports/files.ts'
import type { OfficePaths } from '../office-paths.ts'
import { noFence } from './fence.ts'
import { type LockHolder, named, sameComputer } from './holder.ts'
import { claimLocalName } from './local-name.ts'
import { readHolder } from './lock-file.ts'
import type { LockResult } from './office-lock.ts'
import { watchFile } from './take-over.ts'

/**
 * Makes sure that nobody has the office open, and that nobody of this machine opens it meanwhile, without a file of our
 * own in its folder. A lock file of another machine holds it, unless `takeOver` is given (a person said that the machine
 * is off) and the file is not renewed while it is watched: it stays as it is. One of this machine was left by a crash.
 * Rejects with `FileError`.
 */
export async function lookIn(
  files: Files,
  paths: OfficePaths,
  holder: LockHolder,
  takeOver: Timers | null,
): Promise<LockResult> {
  const name = await claimLocalName(files, await files.realPath(paths.folder), holder)
  if (!name.ok) return { ok: false, holder: named(name.holder), elsewhere: false }
  try {
    const found = await readHolder(files, paths.lock)
    const elsewhere = found !== null && found.host !== null && !sameComputer(found, holder)
    const alive = elsewhere && takeOver !== null ? await watchFile(files, paths.lock, takeOver) : found
    if (!elsewhere || alive === null) return { ok: true, fence: noFence, release: name.release }
    await name.release()
    return { ok: false, holder: named(alive), elsewhere: true }
  } catch (error) {
    await name.release()
    throw error
  }
}
