import { join } from 'node:path'
import type { Files } from '../app/ports/files.ts'
import type { OfficePaths } from './office-paths.ts'

/** Removes temporary files that a crash left between the writing of a file and its rename. */
export async function removeLeftovers(files: Files, paths: OfficePaths): Promise<void> {
  await files.remove(`${paths.keyFile}.tmp`)
  for (const folder of [paths.journal, paths.snapshots, paths.copies]) {
    if (!(await files.exists(folder))) continue
    for (const name of await files.list(folder)) {
      if (name.endsWith('.tmp')) await files.remove(join(folder, name))
    }
  }
}
