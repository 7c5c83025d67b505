import { FileError, type Files } from '../app/ports/files.ts'
import type { OfficePaths } from './office-paths.ts'

/** What the store takes on its disk now, octets: journal, snapshots and copies. */
export async function storeSize(files: Files, paths: OfficePaths): Promise<number> {
  let size = 0
  for (const folder of [paths.journal, paths.snapshots, paths.copies]) size += await folderSize(files, folder)
  return size
}

/** Octets of the files in a folder; 0 where it is not there, or no folder. */
export async function folderSize(files: Files, folder: string): Promise<number> {
  let size = 0
  for (const name of await listed(files, folder)) size += await sizeOf(files, `${folder}/${name}`)
  return size
}

async function listed(files: Files, folder: string): Promise<readonly string[]> {
  try {
    return await files.list(folder)
  } catch (error) {
    if (error instanceof FileError && error.code === 'missing') return []
    throw error
  }
}

/** A segment may be removed between the list and this question: then it takes nothing. */
async function sizeOf(files: Files, path: string): Promise<number> {
  return (await files.exists(path)) ? files.size(path) : 0
}
