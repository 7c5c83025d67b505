import { close, fdatasync, fstat, ftruncate, read, write, writeSync } from 'node:fs'
import { type DataFile, FileError } from '../app/ports/files.ts'
import { toFileError } from './file-errors.ts'

/** Up to this many octets are handed to the system's cache at once: it takes less than a turn of the thread pool. */
const small_max = 64 * 1024

type Done = (error: NodeJS.ErrnoException | null) => void

/** An open descriptor as `DataFile`. Callbacks, not FileHandle: a payment waits for these two calls. */
export function createDataFile(descriptor: number, path: string): DataFile {
  const call = (name: string, start: (done: Done) => void): Promise<void> =>
    new Promise((resolve, reject) => {
      start((error) => (error === null ? resolve() : reject(toFileError(error, path, name))))
    })
  return {
    size: () =>
      new Promise((resolve, reject) => {
        fstat(descriptor, (error, stats) =>
          error === null ? resolve(stats.size) : reject(toFileError(error, path, 'stat')),
        )
      }),
    read: (position, length) => readExactly(descriptor, path, position, length),
    write: (bytes, position) =>
      bytes.byteLength <= small_max
        ? writeAtOnce(descriptor, path, bytes, position)
        : writeAll(descriptor, path, bytes, position),
    datasync: () => call('datasync', (done) => fdatasync(descriptor, done)),
    truncate: (length) => call('truncate', (done) => ftruncate(descriptor, length, done)),
    close: () => call('close', (done) => close(descriptor, (error) => done(error ?? null))),
  }
}

function readExactly(
  descriptor: number,
  path: string,
  position: number,
  length: number,
): Promise<Uint8Array> {
  const target = new Uint8Array(length)
  return new Promise((resolve, reject) => {
    const next = (filled: number): void => {
      read(descriptor, target, filled, length - filled, position + filled, (error, count) => {
        if (error !== null) reject(toFileError(error, path, 'read'))
        else if (filled + count === length) resolve(target)
        else if (count === 0) reject(new FileError('short', path, 'read'))
        else next(filled + count)
      })
    }
    next(0)
  })
}

async function writeAtOnce(
  descriptor: number,
  path: string,
  bytes: Uint8Array,
  position: number,
): Promise<void> {
  const total = bytes.byteLength
  try {
    for (let written = 0; written < total; ) {
      written += writeSync(descriptor, bytes, written, total - written, position + written)
    }
  } catch (error) {
    throw toFileError(error, path, 'write')
  }
}

function writeAll(descriptor: number, path: string, bytes: Uint8Array, position: number): Promise<void> {
  const total = bytes.byteLength
  return new Promise((resolve, reject) => {
    const next = (written: number): void => {
      write(descriptor, bytes, written, total - written, position + written, (error, count) => {
        if (error !== null) reject(toFileError(error, path, 'write'))
        else if (written + count === total) resolve()
        else next(written + count)
      })
    }
    next(0)
  })
}
