import type { Files } from '../../app/ports/files.ts'
import type { OfficePaths } from '../office-paths.ts'
import type { OfficeHolder } from '../open-problem.ts'
import { claimLocalName, parseHolder } from './local-name.ts'
import type { LockResult } from './office-lock.ts'

/**
 * Makes sure that nobody has the office open, and that nobody of this machine opens it meanwhile, without a file of our
 * own in its folder. A lock file of another machine holds it; one of this machine was left by a crash. Rejects with
 * `FileError`.
 */
export async function lookIn(files: Files, paths: OfficePaths, holder: OfficeHolder): Promise<LockResult> {
  const name = await claimLocalName(files, await files.realPath(paths.folder), holder)
  if (!name.ok) return name
  try {
    const other = (await files.exists(paths.lock))
      ? parseHolder(Buffer.from(await files.read(paths.lock)).toString('utf8'))
      : null
    if (other?.host == null || other.host === holder.host) return { ok: true, release: name.release }
    await name.release()
    return { ok: false, holder: other }
  } catch (error) {
    await name.release()
    throw error
  }
}
