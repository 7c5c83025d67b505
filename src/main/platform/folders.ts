import { dirname } from 'node:path'
import { FileError } from '../app/ports/files.ts'
import { openDataFile } from './data-file.ts'
import { toFileError } from './file-errors.ts'
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

/**
 * Makes a folder and those above it, each on disk before the next. A folder that is there already is synced too: the
 * process that made it may have been killed before it could.
 */
export async function makeFolder(calls: SystemCalls, folder: string): Promise<void> {
  const above = dirname(folder)
  const made = await madeNew(calls, folder)
  await syncNames(calls, above)
  // The folder above may be what a killed process made last.
  if (made) await syncNames(calls, dirname(above))
}

/** False where the folder was there. */
async function madeNew(calls: SystemCalls, folder: string): Promise<boolean> {
  const refused = await mkdir(calls, folder)
  if (refused === null) return true
  if (refused.code === 'exists') return false
  const above = dirname(folder)
  if (refused.code !== 'missing' || above === folder) throw refused
  await makeFolder(calls, above)
  const again = await mkdir(calls, folder)
  if (again !== null && again.code !== 'exists') throw again
  return again === null
}

async function mkdir(calls: SystemCalls, folder: string): Promise<FileError | null> {
  try {
    await calls.mkdir(folder)
    return null
  } catch (error) {
    return toFileError(error, folder, 'mkdir')
  }
}

/** A folder that we may not read is one that we made nothing in: the home of all users, the root of a share. */
async function syncNames(calls: SystemCalls, folder: string): Promise<void> {
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
