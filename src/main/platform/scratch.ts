import { mkdtemp, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asFileError } from './file-errors.ts'

/** Removes a folder with all that is in it; a folder that is not there is no error. Rejects with `FileError`. */
export function removeTree(folder: string): Promise<void> {
  return asFileError(folder, 'remove', () => rm(folder, { recursive: true, force: true }))
}

/** Makes a fresh folder among the system's temporary ones, for this user alone. Rejects with `FileError`. */
export function makeScratch(): Promise<string> {
  const stem = join(tmpdir(), 'kvitok-')
  return asFileError(stem, 'mkdir', () => mkdtemp(stem))
}

/** Octets that may still be written to the disk of `folder`; null where the system does not say. */
export async function freeSpace(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch {
    return null
  }
}
