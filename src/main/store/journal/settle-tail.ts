import type { Files } from '../../app/ports/files.ts'
import type { Logger } from '../../app/ports/logger.ts'
import type { OfficePaths } from '../office-paths.ts'
import type { LoadedOffice } from './load.ts'

export interface SettleDeps {
  readonly files: Files
  readonly logger: Logger
}

/**
 * Makes the end of the journal what the loaded office says it is, on disk, before a new segment builds on it. A torn
 * write is cut. The last frame is written again: the process that wrote it may have ended before its sync, and after a
 * sync that failed the system calls a page clean that never reached the disk.
 */
export async function settleTail(deps: SettleDeps, paths: OfficePaths, loaded: LoadedOffice): Promise<void> {
  const { torn, lastFrame } = loaded
  if (torn !== null) deps.logger.warn('a torn write was cut from the journal', { ...torn })
  const segment = lastFrame?.segment ?? torn?.segment
  if (segment === undefined) return
  const file = await deps.files.open(paths.segment(segment), 'write')
  try {
    if (lastFrame !== null) await file.write(lastFrame.bytes, lastFrame.at)
    if (torn !== null) await file.truncate(torn.end)
    await file.datasync()
  } finally {
    await file.close()
  }
}
