import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { type DataFile, FileError, type FileProblemCode, type Files } from '../../src/main/app/ports/files.ts'
import type { CoreWorkerData } from '../../src/main/hosts/core-settings.ts'
import { serveOffice } from '../../src/main/hosts/serve-office.ts'
import { createWorkerParts } from '../../src/main/hosts/worker-parts.ts'
import { silentLogger } from './silent-logger.ts'

/** The name of the file beside the office that breaks its disk: `write no-space`, a call and its error. */
export const faultFile = 'fault.txt'

/** Real files whose calls fail while the fault's file names them; the test writes and removes it. */
function breakable(files: Files, control: string): Files {
  const check = (call: string, path: string): void => {
    if (!existsSync(control)) return
    const [broken, code] = readFileSync(control, 'utf8').split(' ')
    if (broken === call || broken === 'all') throw new FileError(codeOf(code), path, call)
  }
  const wrap = (file: DataFile, path: string): DataFile => ({
    ...file,
    write: async (bytes, position) => {
      check('write', path)
      await file.write(bytes, position)
    },
    datasync: async () => {
      check('datasync', path)
      await file.datasync()
    },
  })
  return {
    ...files,
    open: async (path, mode) => {
      check('open', path)
      return wrap(await files.open(path, mode), path)
    },
    writeAtomic: async (path, chunks) => {
      check('write', path)
      await files.writeAtomic(path, chunks)
    },
    writeNew: async (path, bytes) => {
      check('write', path)
      await files.writeNew(path, bytes)
    },
  }
}

const codes: readonly FileProblemCode[] = ['no-space', 'io', 'missing', 'read-only', 'busy']

function codeOf(text: string | undefined): FileProblemCode {
  return codes.find((code) => code === text) ?? 'io'
}

if (parentPort !== null) {
  const data: CoreWorkerData = workerData
  const entry = new URL('../../src/main/hosts/core-worker.ts', import.meta.url).href
  const parts = createWorkerParts(data, entry)
  const files = breakable(parts.files, join(data.settings.officeDir, '..', faultFile))
  await serveOffice(parentPort, data, { ...parts, files, logger: silentLogger })
}
