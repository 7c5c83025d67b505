import type { DataFile, Files } from '../../src/main/app/ports/files.ts'

/** The process was killed here. */
export class Killed extends Error {
  constructor() {
    super('killed')
    this.name = 'Killed'
  }
}

/** Real files of a process that is killed before its `at`-th change of the disk, and does nothing after it. */
export interface KillingFiles {
  readonly files: Files
  /** Counts one more change; rejects where the process is dead. */
  step(): void
  readonly steps: () => number
}

export function createKillingFiles(real: Files, at: number): KillingFiles {
  let steps = 0
  const step = (): void => {
    steps += 1
    if (steps >= at) throw new Killed()
  }
  const wrap = (file: DataFile): DataFile => ({
    ...file,
    async write(bytes, position) {
      step()
      await file.write(bytes, position)
    },
    async truncate(length) {
      step()
      await file.truncate(length)
    },
  })
  const files: Files = {
    ...real,
    open: async (path, mode) => wrap(await real.open(path, mode)),
    async writeNew(path, bytes) {
      step()
      await real.writeNew(path, bytes)
    },
    async writeAtomic(path, chunks) {
      step()
      await real.writeAtomic(path, chunks)
    },
    async makeFolder(folder) {
      step()
      await real.makeFolder(folder)
    },
    async rename(from, to) {
      step()
      await real.rename(from, to)
    },
    async remove(path) {
      step()
      await real.remove(path)
    },
  }
  return { files, step, steps: () => steps }
}
