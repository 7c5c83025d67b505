import { FileError, type Files } from '../../app/ports/files.ts'
import type { OfficePaths } from '../office-paths.ts'
import type { OfficeHolder } from '../open-problem.ts'
import { claimLocalName, parseHolder } from './local-name.ts'

export type LockResult =
  | { readonly ok: true; release(): Promise<void> }
  | { readonly ok: false; readonly holder: OfficeHolder }

/**
 * Makes this process the only one of the office: a local name for processes of this machine, a file with host and
 * process for machines that share the folder. A file of this host is stale once the local name is ours, for its
 * holder would still have it. Rejects with `FileError`.
 */
export async function lockOffice(
  files: Files,
  paths: OfficePaths,
  holder: OfficeHolder,
): Promise<LockResult> {
  const name = await claimLocalName(files, await files.realPath(paths.folder), holder)
  if (!name.ok) return name
  try {
    const other = await claimFile(files, paths.lock, holder)
    if (other === null) return { ok: true, release: () => release(files, paths.lock, name.release) }
    await name.release()
    return { ok: false, holder: other }
  } catch (error) {
    await name.release()
    throw error
  }
}

/** Writes the lock file; returns who holds it where that is another machine. */
async function claimFile(files: Files, path: string, holder: OfficeHolder): Promise<OfficeHolder | null> {
  const text = Buffer.from(`${JSON.stringify(holder)}\n`)
  try {
    await files.writeNew(path, text)
    return null
  } catch (error) {
    if (!(error instanceof FileError) || error.code !== 'exists') throw error
  }
  const other = parseHolder(Buffer.from(await files.read(path)).toString('utf8'))
  // A file that names no host was left half-written by a crash.
  if (other.host !== null && other.host !== holder.host) return other
  await files.writeAtomic(path, [text])
  return null
}

async function release(files: Files, path: string, releaseName: () => Promise<void>): Promise<void> {
  try {
    await files.remove(path)
  } finally {
    await releaseName()
  }
}
