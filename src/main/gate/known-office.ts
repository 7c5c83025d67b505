import { dirname } from 'node:path'
import { FileError, type Files } from '../app/ports/files.ts'
import type { Logger } from '../app/ports/logger.ts'
import { officePaths } from '../store/office-paths.ts'
import { fileProblem, type OpenProblem } from '../store/open-problem.ts'
import { isUnfinished } from '../store/restore/take-place.ts'

/** Whether this user had an office in a folder before: then an empty folder is a lost one, not a new one. */
export interface KnownOffice {
  /** The problem of an office that was here and is not: its stick is out, its share is gone. */
  missing(): Promise<OpenProblem | null>
  remember(): Promise<void>
}

/** A training office is made anew wherever there is none: nothing in it can be lost. */
export const alwaysNew: KnownOffice = {
  missing: () => Promise.resolve(null),
  remember: () => Promise.resolve(),
}

export interface KnownOfficeDeps {
  readonly files: Files
  readonly logger: Logger
  readonly folder: string
  /** Lies in the user's own folder, outside the office. */
  readonly knownFile: string
}

/** Whether anything of an office lies in the folder. Rejects with `FileError`. */
export const holdsOffice = async (files: Files, folder: string): Promise<boolean> => {
  const { journal, snapshots } = officePaths(folder)
  return (await files.exists(journal)) || (await files.exists(snapshots))
}

export const createKnownOffice = ({ files, logger, folder, knownFile }: KnownOfficeDeps): KnownOffice => {
  let isKept = false

  return {
    async missing() {
      try {
        isKept = await files.exists(knownFile)
        if (!isKept || (await holdsOffice(files, folder))) return null
        // A restore that was interrupted is ended by the opening.
        if (await isUnfinished(files, folder)) return null
        return { code: 'folder-gone', details: { file: folder } }
      } catch (error) {
        if (error instanceof FileError) return fileProblem(error)
        throw error
      }
    },
    async remember() {
      if (isKept) return
      try {
        await files.makeFolder(dirname(knownFile), 'private')
        await files.writeAtomic(knownFile, [Buffer.from(`${JSON.stringify({ folder })}\n`)])
        isKept = true
      } catch (error) {
        if (!(error instanceof FileError)) throw error
        logger.warn('that the office is in its folder was not kept', { error })
      }
    },
  }
}
