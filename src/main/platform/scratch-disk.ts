import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import type { ScratchDisk } from '../app/ports/scratch-disk.ts'
import { toFileError } from './file-errors.ts'

/** `readSync` or `writeSync`: how many octets were moved. */
type Move = (file: number, octets: Uint8Array, from: number, count: number, position: number) => number

/** Makes a scratch file at `path`, for this user alone; what was there before is gone. Throws `FileError`. */
export function openScratchDisk(path: string): ScratchDisk {
  const guarded = <Result>(call: string, action: () => Result): Result => {
    try {
      return action()
    } catch (error) {
      throw toFileError(error, path, call)
    }
  }
  /** What the system takes or gives may be less than what it was asked for. */
  const whole = (octets: Uint8Array, position: number, move: Move): void => {
    for (let done = 0; done < octets.byteLength; ) {
      const moved = move(file, octets, done, octets.byteLength - done, position + done)
      if (moved === 0) throw new Error('the file ends too early')
      done += moved
    }
  }
  const file = guarded('open', () => {
    rmSync(path, { force: true })
    return openSync(path, 'wx+', 0o600)
  })
  return {
    read: (target, position) => guarded('read', () => whole(target, position, readSync)),
    write: (octets, position) => guarded('write', () => whole(octets, position, writeSync)),
    close: () =>
      guarded('close', () => {
        closeSync(file)
        rmSync(path, { force: true })
      }),
  }
}
