import { close, fdatasync, fstat, ftruncate, open, read, write, writeSync } from 'node:fs'
import { access, chmod, mkdir, readdir, realpath, rename, stat, unlink } from 'node:fs/promises'

type Failure = NodeJS.ErrnoException | null

/**
 * The system's calls as Node gives them: every touch of a disk by `createFiles` is one of these. Errors carry errno's
 * name in `code`. The calls that a payment waits for take callbacks, for those cost less than promises.
 */
export interface SystemCalls {
  open(path: string, flags: string, mode: number, done: (error: Failure, descriptor: number) => void): void
  close(descriptor: number, done: (error?: Failure) => void): void
  /** May give fewer octets than asked for; 0 is the end of the file. */
  read(
    descriptor: number,
    target: Uint8Array,
    offset: number,
    length: number,
    position: number,
    done: (error: Failure, count: number) => void,
  ): void
  /** May take fewer octets than it was given. */
  write(
    descriptor: number,
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number,
    done: (error: Failure, count: number) => void,
  ): void
  writeSync(descriptor: number, bytes: Uint8Array, offset: number, length: number, position: number): number
  fdatasync(descriptor: number, done: (error: Failure) => void): void
  ftruncate(descriptor: number, length: number, done: (error: Failure) => void): void
  fstat(descriptor: number, done: (error: Failure, stats: { readonly size: number }) => void): void
  stat(path: string): Promise<{ readonly size: number }>
  access(path: string): Promise<void>
  readdir(folder: string): Promise<string[]>
  mkdir(folder: string, mode: number): Promise<void>
  chmod(path: string, mode: number): Promise<void>
  rename(from: string, to: string): Promise<void>
  unlink(path: string): Promise<void>
  realpath(path: string): Promise<string>
}

/** Node's own. */
export const nodeCalls: SystemCalls = {
  open,
  close,
  read,
  write,
  writeSync,
  fdatasync,
  ftruncate,
  fstat: (descriptor, done) => fstat(descriptor, done),
  stat: (path) => stat(path),
  access: (path) => access(path),
  readdir: (folder) => readdir(folder),
  mkdir: async (folder, mode) => {
    await mkdir(folder, mode)
  },
  chmod,
  rename,
  unlink,
  realpath: (path) => realpath(path),
}
