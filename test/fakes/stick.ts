import { rename } from 'node:fs/promises'
import { type DataFile, FileError, type FileProblemCode, type Files } from '../../src/main/app/ports/files.ts'

/** A USB stick: real files in a real folder, which can be pulled out, filled, locked, cut and held up. */
export interface Stick {
  readonly files: Files
  readonly folder: string
  /** Out of the socket: the folder is not there any more, open files answer with an error. */
  pull(): Promise<void>
  putBack(): Promise<void>
  /** After so many more octets every write fails, the one that crosses the line in its middle. Infinity heals. */
  allow(octets: number, then?: FileProblemCode): void
  /** The switch on the stick's side. */
  lock(locked: boolean): void
  /** Calls are taken and not answered until `go`. */
  hang(): void
  go(): void
  /** Calls that are under way now. */
  readonly busy: () => number
  /** Most calls that were under way together. */
  readonly together: () => number
}

export function createStick(real: Files, folder: string): Stick {
  let out = false
  let locked = false
  let left = Number.POSITIVE_INFINITY
  let refusal: FileProblemCode = 'no-space'
  let held: PromiseWithResolvers<void> | null = null
  let busy = 0
  let together = 0

  const call = async <T>(path: string, name: string, writes: boolean, work: () => Promise<T>): Promise<T> => {
    busy += 1
    together = Math.max(together, busy)
    try {
      if (held !== null) await held.promise
      if (out) throw new FileError(name === 'write' || name === 'datasync' ? 'io' : 'missing', path, name)
      if (writes && locked) throw new FileError('read-only', path, name)
      if (writes && left <= 0) throw new FileError(refusal, path, name)
      return await work()
    } finally {
      busy -= 1
    }
  }
  const wrap = (file: DataFile, path: string): DataFile => ({
    size: () => call(path, 'stat', false, () => file.size()),
    read: (position, length) => call(path, 'read', false, () => file.read(position, length)),
    write: (bytes, position) =>
      call(path, 'write', true, async () => {
        const taken = bytes.subarray(0, Math.min(left, bytes.byteLength))
        left -= taken.byteLength
        await file.write(taken, position)
        if (taken.byteLength < bytes.byteLength) throw new FileError(refusal, path, 'write')
      }),
    datasync: () => call(path, 'datasync', true, () => file.datasync()),
    truncate: (length) => call(path, 'truncate', true, () => file.truncate(length)),
    close: () => file.close(),
  })
  const open: Files['open'] = (path, mode) =>
    call(path, 'open', mode === 'write', async () => wrap(await real.open(path, mode), path))
  const writeNew: Files['writeNew'] = (path, bytes) =>
    call(path, 'open', true, () => real.writeNew(path, bytes))
  const remove: Files['remove'] = (path) => call(path, 'remove', true, () => real.remove(path))
  const renameFile: Files['rename'] = (from, to) => call(to, 'rename', true, () => real.rename(from, to))
  const files: Files = {
    read: (path) => call(path, 'read', false, () => real.read(path)),
    writeAtomic: async (path, chunks) => {
      await remove(`${path}.tmp`)
      await writeNew(`${path}.tmp`, new Uint8Array())
      const file = await open(`${path}.tmp`, 'write')
      try {
        let position = 0
        for (const chunk of chunks) {
          await file.write(chunk, position)
          position += chunk.byteLength
        }
        await file.datasync()
      } finally {
        await file.close()
      }
      await renameFile(`${path}.tmp`, path)
    },
    writeNew,
    open,
    list: (path) => call(path, 'list', false, () => real.list(path)),
    exists: (path) => call(path, 'access', false, () => real.exists(path)).catch(missingIsFalse),
    size: (path) => call(path, 'stat', false, () => real.size(path)),
    makeFolder: (path) => call(path, 'mkdir', false, () => real.makeFolder(path)),
    rename: renameFile,
    remove,
    realPath: (path) => call(path, 'realpath', false, () => real.realPath(path)),
  }
  return {
    files,
    folder,
    async pull() {
      out = true
      await rename(folder, `${folder}-out`)
    },
    async putBack() {
      await rename(`${folder}-out`, folder)
      out = false
    },
    allow(octets, then = 'no-space') {
      left = octets
      refusal = then
    },
    lock: (now) => {
      locked = now
    },
    hang: () => {
      held = Promise.withResolvers()
    },
    go: () => {
      held?.resolve()
      held = null
    },
    busy: () => busy,
    together: () => together,
  }
}

function missingIsFalse(error: unknown): boolean {
  if (error instanceof FileError && error.code === 'missing') return false
  throw error
}
