import { type DataFile, FileError } from '../app/ports/files.ts'
import { toFileError } from './file-errors.ts'
import type { SystemCalls } from './system-calls.ts'

/** Up to this many octets are handed to the system's cache at once: it takes less than a turn of the thread pool. */
export const small_max = 64 * 1024

type Done = (error: NodeJS.ErrnoException | null) => void

/** An open descriptor and what is said about it. */
interface Opened {
  readonly calls: SystemCalls
  readonly descriptor: number
  readonly path: string
  readonly atOnce_max: number
}

/**
 * Opens `path`. Callbacks, not FileHandle: a payment waits for a write and a sync. A disk that may take seconds for a
 * write is given `atOnce_max` 0: then no write of it stops the thread.
 */
export function openDataFile(
  calls: SystemCalls,
  path: string,
  flags: string,
  atOnce_max = small_max,
): Promise<DataFile> {
  return new Promise((resolve, reject) => {
    calls.open(path, flags, 0o600, (error, descriptor) =>
      error === null
        ? resolve(asDataFile({ calls, descriptor, path, atOnce_max }))
        : reject(toFileError(error, path, 'open')),
    )
  })
}

function asDataFile(opened: Opened): DataFile {
  const { calls, descriptor, path } = opened
  const call = (name: string, start: (done: Done) => void): Promise<void> =>
    new Promise((resolve, reject) => {
      start((error) => (error === null ? resolve() : reject(toFileError(error, path, name))))
    })
  return {
    size: () =>
      new Promise((resolve, reject) => {
        calls.fstat(descriptor, (error, stats) =>
          error === null ? resolve(stats.size) : reject(toFileError(error, path, 'stat')),
        )
      }),
    read: (position, length) => readExactly(opened, position, length),
    write: (bytes, position) =>
      bytes.byteLength <= opened.atOnce_max
        ? writeAtOnce(opened, bytes, position)
        : writeAll(opened, bytes, position),
    datasync: () => call('datasync', (done) => calls.fdatasync(descriptor, done)),
    truncate: (length) => call('truncate', (done) => calls.ftruncate(descriptor, length, done)),
    close: () => call('close', (done) => calls.close(descriptor, (error) => done(error ?? null))),
  }
}

function readExactly({ calls, descriptor, path }: Opened, position: number, length: number) {
  const target = new Uint8Array(length)
  return new Promise<Uint8Array>((resolve, reject) => {
    const next = (filled: number): void => {
      calls.read(descriptor, target, filled, length - filled, position + filled, (error, count) => {
        if (error !== null) reject(toFileError(error, path, 'read'))
        else if (filled + count === length) resolve(target)
        else if (count === 0) reject(new FileError('short', path, 'read'))
        else next(filled + count)
      })
    }
    next(0)
  })
}

async function writeAtOnce(opened: Opened, bytes: Uint8Array, position: number): Promise<void> {
  const { calls, descriptor, path } = opened
  const total = bytes.byteLength
  try {
    for (let written = 0; written < total; ) {
      const count = calls.writeSync(descriptor, bytes, written, total - written, position + written)
      if (count === 0) throw tookNothing(path)
      written += count
    }
  } catch (error) {
    throw toFileError(error, path, 'write')
  }
}

function writeAll(opened: Opened, bytes: Uint8Array, position: number): Promise<void> {
  const { calls, descriptor, path } = opened
  const total = bytes.byteLength
  return new Promise((resolve, reject) => {
    const next = (written: number): void => {
      calls.write(descriptor, bytes, written, total - written, position + written, (error, count) => {
        if (error !== null) reject(toFileError(error, path, 'write'))
        else if (written + count === total) resolve()
        else if (count === 0) reject(tookNothing(path))
        else next(written + count)
      })
    }
    next(0)
  })
}

/** A system that takes no octet and names no error would be asked for ever. */
function tookNothing(path: string): FileError {
  return new FileError('io', path, 'write')
}
