import { FileError, type Files } from '../../app/ports/files.ts'
import type { OfficePaths } from '../office-paths.ts'
import type { OfficeHolder } from '../open-problem.ts'
import { type Fence, noFence } from './fence.ts'
import { type Heartbeat, type LockLife, startHeartbeat } from './heartbeat.ts'
import { type LockHolder, named, sameComputer, sameHolder } from './holder.ts'
import { claimLocalName } from './local-name.ts'
import { lockText, readHolder } from './lock-file.ts'
import { takeOverFile } from './take-over.ts'

export type LockResult =
  | {
      readonly ok: true
      /** Asked before anything is written. */
      readonly fence: Fence
      release(): Promise<void>
    }
  | {
      readonly ok: false
      readonly holder: OfficeHolder
      /** It is another computer's: one that is off does not give it back by itself. */
      readonly elsewhere: boolean
    }

/**
 * Makes this process the only one of the office: a local name for processes of this machine, a file with computer and
 * process for machines that share the folder. A file of this computer is stale once the local name is ours, for its
 * holder would still have it. With `life` the file is renewed while it is held, and another machine's file that is not
 * renewed may be taken over. Rejects with `FileError`.
 */
export async function lockOffice(
  files: Files,
  paths: OfficePaths,
  holder: LockHolder,
  life: LockLife | null = null,
): Promise<LockResult> {
  const name = await claimLocalName(files, await files.realPath(paths.folder), holder)
  if (!name.ok) return { ok: false, holder: named(name.holder), elsewhere: false }
  try {
    const other = await claimFile(files, paths.lock, holder, life)
    if (other !== null) {
      await name.release()
      return { ok: false, holder: named(other), elsewhere: true }
    }
  } catch (error) {
    await name.release()
    throw error
  }
  const beat = life === null ? null : startHeartbeat(life, paths.lock, holder)
  return {
    ok: true,
    fence: beat?.fence ?? noFence,
    release: () => release(files, paths.lock, holder, { beat, releaseName: name.release }),
  }
}

/** Writes the lock file; returns who holds it where that is another machine. */
async function claimFile(
  files: Files,
  path: string,
  holder: LockHolder,
  life: LockLife | null,
): Promise<LockHolder | null> {
  const text = lockText(holder, 0)
  try {
    await files.writeNew(path, text)
    return null
  } catch (error) {
    if (!(error instanceof FileError) || error.code !== 'exists') throw error
  }
  const other = await readHolder(files, path)
  // A file that names no host was left half-written by a crash.
  if (other === null || other.host === null || sameComputer(other, holder)) {
    await files.writeAtomic(path, [text])
    return null
  }
  if (life === null || !life.takeOver) return other
  return takeOverFile(files, path, holder, life.timers)
}

interface Held {
  readonly beat: Heartbeat | null
  readonly releaseName: () => Promise<void>
}

async function release(
  files: Files,
  path: string,
  holder: LockHolder,
  { beat, releaseName }: Held,
): Promise<void> {
  try {
    await beat?.stop()
    const now = await readHolder(files, path)
    // Another machine that has taken the office over keeps its file.
    if (now === null || now.host === null || sameHolder(now, holder)) await files.remove(path)
  } finally {
    await releaseName()
  }
}
