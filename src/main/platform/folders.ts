import { dirname } from 'node:path'
import { FileError } from '../app/ports/files.ts'
import { openDataFile } from './data-file.ts'
import { asFileError, toFileError } from './file-errors.ts'
import type { SystemCalls } from './system-calls.ts'

/** What a file system answers that has no sync for folders (some network shares): its names need none. */
const noSuchSync = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP'])

/** A new name is on disk only with its folder. Windows opens no folders: its rename is written through. */
export async function syncFolder(calls: SystemCalls, folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const file = await openDataFile(calls, folder, 'r')
  try {
    await file.datasync()
  } catch (error) {
    if (!noSuchSync.has(errnoOf(error))) throw error
  } finally {
    await file.close()
  }
}

/** Who may look into a folder that is made: only its owner, or whoever the process's mask lets. */
export type FolderRights = 'private' | 'usual'

const modes: Readonly<Record<FolderRights, number>> = { private: 0o700, usual: 0o777 }

/**
 * Makes a folder and those above it, each on disk before the next. A folder that is there already is synced too: the
 * process that made it may have been killed before it could.
 */
export async function makeFolder(calls: SystemCalls, folder: string, rights: FolderRights): Promise<void> {
  const above = dirname(folder)
  const made = await madeNew(calls, folder, modes[rights])
  if (rights === 'private') await asFileError(folder, 'chmod', () => calls.chmod(folder, modes.private))
  if (made) await syncFolder(calls, above)
  else await syncIfReadable(calls, above)
  // The folder above may be what a killed process made last.
  if (made) await syncIfReadable(calls, dirname(above))
}

/** False where the folder was there. */
async function madeNew(calls: SystemCalls, folder: string, mode: number): Promise<boolean> {
  const refused = await mkdir(calls, folder, mode)
  if (refused === null) return true
  if (refused.code === 'exists') return false
  const above = dirname(folder)
  if (refused.code !== 'missing' || above === folder) throw refused
  await makeFolder(calls, above, 'usual')
  const again = await mkdir(calls, folder, mode)
  if (again !== null && again.code !== 'exists') throw again
  return again === null
}

async function mkdir(calls: SystemCalls, folder: string, mode: number): Promise<FileError | null> {
  try {
    await calls.mkdir(folder, mode)
    return null
  } catch (error) {
    return toFileError(error, folder, 'mkdir')
  }
}

/** A folder that we may not read is one that we made nothing in: the home of all users, the root of a share. */
async function syncIfReadable(calls: SystemCalls, folder: string): Promise<void> {
  try {
    await syncFolder(calls, folder)
  } catch (error) {
    if (!(error instanceof FileError) || error.code !== 'denied') throw error
  }
}

function errnoOf(error: unknown): string {
  const source = error instanceof FileError ? error.cause : error
  return source instanceof Error && 'code' in source ? String(source.code) : ''
}
