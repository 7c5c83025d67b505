import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { largest, percentile, timed } from './measure.ts'
import { type BenchRow, told } from './row.ts'

/** About what a payment's frame takes. */
const frame_bytes = 1536

const frame = Buffer.alloc(frame_bytes, 7)

/** The file as a journal's segment is: sized ahead, so that a sync has no new length to write. */
const sized = (path: string, frames: number): number => {
  const file = openSync(path, 'w')
  const block = Buffer.alloc(1024 * 1024)
  for (let at = 0; at < frames * frame_bytes; at += block.byteLength)
    writeSync(file, block, 0, block.byteLength, at)
  fdatasyncSync(file)
  return file
}

/** The least that «on disk» costs: appends of a frame's length, each with its fdatasync, and nothing else. */
export class BareAppend {
  readonly waits_ms: number[] = []
  readonly asyncWaits_ms: number[] = []
  readonly #file: number
  readonly #handle: FileHandle
  #at = 0

  private constructor(file: number, handle: FileHandle) {
    this.#file = file
    this.#handle = handle
  }

  static async open(path: string, frames: number): Promise<BareAppend> {
    return new BareAppend(sized(path, frames), await open(path, 'r+'))
  }

  /** On the thread itself, as node:sqlite writes. */
  append(frames: number): void {
    for (let count = 0; count < frames; count += 1) {
      const start = performance.now()
      writeSync(this.#file, frame, 0, frame_bytes, this.#at)
      fdatasyncSync(this.#file)
      this.#at += frame_bytes
      this.waits_ms.push(performance.now() - start)
    }
  }

  /** Beside the thread, as the store writes so that nothing else waits. */
  async appendAsync(frames: number): Promise<void> {
    for (let count = 0; count < frames; count += 1) {
      const at = this.#at
      this.asyncWaits_ms.push(
        await timed(async () => {
          await this.#handle.write(frame, 0, frame_bytes, at)
          await this.#handle.datasync()
        }),
      )
      this.#at += frame_bytes
    }
  }

  async close(): Promise<void> {
    closeSync(this.#file)
    await this.#handle.close()
  }

  rows(): BenchRow[] {
    return [
      told('bare append and fdatasync, median', percentile(this.waits_ms, 0.5), 'ms'),
      told('bare append and fdatasync, longest', largest(this.waits_ms), 'ms'),
      told('bare append and fdatasync beside the thread, median', percentile(this.asyncWaits_ms, 0.5), 'ms'),
    ]
  }
}
