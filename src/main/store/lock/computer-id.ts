import { dirname } from 'node:path'
import { FileError, type Files } from '../../app/ports/files.ts'
import type { Logger } from '../../app/ports/logger.ts'
import type { Random } from '../../app/ports/random.ts'

export interface ComputerIdDeps {
  readonly files: Files
  readonly random: Random
  readonly logger: Logger
}

const idShape = /^[0-9a-f]{32}$/

/**
 * This user's own id of this computer, random, kept in a file of the user's folder; made where it is not there. Null
 * where it can be neither read nor kept: then the host name stands for the computer.
 */
export async function computerId(deps: ComputerIdDeps, path: string): Promise<string | null> {
  try {
    const kept = await readId(deps.files, path)
    if (kept !== null) return kept
    await deps.files.makeFolder(dirname(path), 'private')
    const made = Buffer.from(deps.random.bytes(16)).toString('hex')
    await deps.files.writeAtomic(path, [Buffer.from(`${made}\n`)])
    // Two starts at once make two: the later one is this computer's.
    return await readId(deps.files, path)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    deps.logger.warn('the id of this computer could not be kept', { error })
    return null
  }
}

async function readId(files: Files, path: string): Promise<string | null> {
  if (!(await files.exists(path))) return null
  const text = Buffer.from(await files.read(path))
    .toString('utf8')
    .trim()
  return idShape.test(text) ? text : null
}
