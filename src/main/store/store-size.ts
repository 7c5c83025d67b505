import type { Files } from '../app/ports/files.ts'
import type { OfficePaths } from './office-paths.ts'

/** What the store takes on its disk now, octets: journal, snapshots and copies. */
export async function storeSize(files: Files, paths: OfficePaths): Promise<number> {
  let size = 0
  for (const folder of [paths.journal, paths.snapshots, paths.copies]) {
    if (!(await files.exists(folder))) continue
    for (const name of await files.list(folder)) size += await sizeOf(files, `${folder}/${name}`)
  }
  return size
}

/** A segment may be removed between the list and this question: then it takes nothing. */
async function sizeOf(files: Files, path: string): Promise<number> {
  return (await files.exists(path)) ? files.size(path) : 0
}
