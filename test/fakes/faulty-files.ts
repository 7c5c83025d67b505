import type { DataFile, FileProblemCode, Files } from '../../src/main/app/ports/files.ts'
import { FileError } from '../../src/main/app/ports/files.ts'

export type FaultyCall = 'write' | 'datasync' | 'truncate' | 'rename' | 'writeAtomic'

/** Real files whose calls fail once `fail` was told so, until `heal`. */
export interface FaultyFiles extends Files {
  fail(call: FaultyCall, code: FileProblemCode): void
  heal(): void
  /** Syncs of open files that have returned so far. */
  readonly syncs: () => number
}

export function createFaultyFiles(files: Files): FaultyFiles {
  const faults = new Map<FaultyCall, FileProblemCode>()
  let syncs = 0
  const check = (call: FaultyCall, path: string): void => {
    const code = faults.get(call)
    if (code !== undefined) throw new FileError(code, path, call)
  }
  const wrap = (file: DataFile, path: string): DataFile => ({
    ...file,
    async write(bytes, position) {
      check('write', path)
      await file.write(bytes, position)
    },
    async datasync() {
      check('datasync', path)
      await file.datasync()
      syncs += 1
    },
    async truncate(length) {
      check('truncate', path)
      await file.truncate(length)
    },
  })
  return {
    ...files,
    fail: (call, code) => faults.set(call, code),
    heal: () => faults.clear(),
    syncs: () => syncs,
    open: async (path, mode) => wrap(await files.open(path, mode), path),
    async rename(from, to) {
      check('rename', to)
      await files.rename(from, to)
    },
    async writeAtomic(path, chunks) {
      check('writeAtomic', path)
      await files.writeAtomic(path, chunks)
    },
  }
}
