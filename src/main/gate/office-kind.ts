import { join } from 'node:path'
import { FileError, type Files } from '../app/ports/files.ts'
import { networkFileName } from '../core-radio.ts'
import { officePaths } from '../store/office-paths.ts'
import { fileProblem, type OpenProblem } from '../store/open-problem.ts'

/**
 * Whether the folder holds an office of the other kind, by the files that only one kind has: looked at before anything
 * is opened, for a training office that is opened as a real one would be encrypted.
 */
export const otherKind = async (
  files: Files,
  folder: string,
  kind: 'training' | 'real',
): Promise<OpenProblem | null> => {
  const found = kind === 'real' ? 'training' : 'real'
  const mark = kind === 'real' ? join(folder, networkFileName) : officePaths(folder).keyFile
  try {
    if (!(await files.exists(mark))) return null
    return { code: 'another-kind', details: { found, file: folder } }
  } catch (error) {
    if (error instanceof FileError) return fileProblem(error)
    throw error
  }
}
