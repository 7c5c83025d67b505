import type { DataFile, Files } from '../../app/ports/files.ts'
import { ByteWriter } from '../format/bytes.ts'
import type { FileCipher } from '../format/file-cipher.ts'
import {
  contextSize,
  flagSeal,
  frameContext,
  frameHeaderSize,
  roomBehind,
  sealFrame,
} from '../format/frame.ts'
import { headerSize } from '../format/header.ts'
import type { Dictionary } from '../format/payload.ts'
import type { NewFile } from '../keys/key-ring.ts'
import type { JournalPlace } from './journal-place.ts'

const zeroBlock = Buffer.alloc(1024 * 1024)

export interface FrameDraft {
  readonly schema: number
  readonly flags: number
  readonly transactions: number
}

/** Starts a payload: the octets of the frame's header are left free before it. */
export function startPayload(): ByteWriter {
  return new ByteWriter(contextSize + frameHeaderSize)
}

/** The open segment of a journal: frames are appended one at a time, each on disk before the next is written. */
export class SegmentWriter {
  readonly dictionary: Dictionary = new Map()
  readonly number: number
  readonly #file: DataFile
  readonly #context: Buffer
  readonly #cipher: FileCipher | null
  readonly #step: number
  #position: number
  #sized: number
  #nextSequence: number
  #lastTag: Uint8Array
  #nonces = 0
  #closed = false

  private constructor(file: DataFile, { header, cipher }: NewFile, step: number, sized: number) {
    this.number = header.number
    this.#file = file
    this.#context = frameContext(header.officeId, header.number)
    this.#cipher = cipher
    this.#step = step
    this.#position = headerSize
    this.#sized = sized
    this.#nextSequence = header.nextSequence
    this.#lastTag = header.link
  }

  /** Makes the segment's file, whole under a temporary name first, sized ahead by `step` octets of zeros. */
  static async create(files: Files, path: string, made: NewFile, step: number): Promise<SegmentWriter> {
    await files.writeAtomic(path, [made.block, ...zeros(step)])
    return new SegmentWriter(await files.open(path, 'write'), made, step, headerSize + step)
  }

  get position(): number {
    return this.#position
  }

  get empty(): boolean {
    return this.#position === headerSize
  }

  /** How far it was written; on disk after a sync. */
  get place(): JournalPlace {
    const { number: segment } = this
    return { segment, position: this.#position, sequence: this.#nextSequence - 1, tag: this.#lastTag }
  }

  get nextSequence(): number {
    return this.#nextSequence
  }

  get lastTag(): Uint8Array {
    return this.#lastTag
  }

  /** Writes one frame and resolves when it is on disk. `payload` came from `startPayload`. */
  async append(payload: ByteWriter, draft: FrameDraft): Promise<void> {
    await this.#write(payload, draft)
    await this.#file.datasync()
  }

  /** Ends the segment: the seal, and the file cut to what it holds. The file is let go however that ends. */
  async seal(schema: number): Promise<void> {
    try {
      await this.#write(startPayload(), { schema, flags: flagSeal, transactions: 0 })
      await this.#file.truncate(this.#position)
      await this.#file.datasync()
    } finally {
      await this.abandon()
    }
  }

  /** Lets the file go as it is; once is enough. */
  async abandon(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await this.#file.close()
  }

  async #write(payload: ByteWriter, draft: FrameDraft): Promise<void> {
    const room = roomBehind(payload.length - contextSize - frameHeaderSize, this.#cipher)
    payload.raw(zeroBlock.subarray(0, room))
    const sequence = this.#nextSequence
    const meta = { ...draft, sequence, nonce: this.#nonces, previousTag: this.#lastTag }
    const frame = sealFrame(payload.view(), this.#context, meta, this.#cipher)
    // Counted before anything is written: no nonce is given twice, whatever the disk says.
    this.#nonces += frame.nonces
    const end = this.#position + frame.bytes.byteLength
    if (end > this.#sized) await this.#sizeAhead(end)
    await this.#file.write(frame.bytes, this.#position)
    this.#position = end
    this.#nextSequence = sequence + 1
    this.#lastTag = new Uint8Array(frame.tag)
  }

  async #sizeAhead(end: number): Promise<void> {
    const target = Math.ceil((end - headerSize) / this.#step) * this.#step + headerSize
    for (const block of zeros(target - this.#sized)) {
      await this.#file.write(block, this.#sized)
      this.#sized += block.byteLength
    }
  }
}

function zeros(count: number): Uint8Array[] {
  const blocks: Uint8Array[] = []
  for (let rest = count; rest > 0; rest -= zeroBlock.byteLength) {
    blocks.push(zeroBlock.subarray(0, Math.min(rest, zeroBlock.byteLength)))
  }
  return blocks
}
