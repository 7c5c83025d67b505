import type { DataFile, Files } from '../../app/ports/files.ts'
import { ByteWriter } from '../format/bytes.ts'
import { contextSize, flagSeal, frameContext, frameHeaderSize, sealFrame } from '../format/frame.ts'
import { encodeHeader, type FileHeader, headerSize, tagSize } from '../format/header.ts'
import type { Dictionary } from '../format/payload.ts'

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
  readonly #step: number
  #position: number
  #sized: number
  #nextSequence: number
  #lastTag: Uint8Array
  #closed = false

  private constructor(file: DataFile, header: FileHeader, step: number, sized: number) {
    this.number = header.number
    this.#file = file
    this.#context = frameContext(header.officeId, header.number)
    this.#step = step
    this.#position = headerSize
    this.#sized = sized
    this.#nextSequence = header.nextSequence
    this.#lastTag = header.link
  }

  /** Makes the segment's file, whole under a temporary name first, sized ahead by `step` octets of zeros. */
  static async create(files: Files, path: string, header: FileHeader, step: number): Promise<SegmentWriter> {
    await files.writeAtomic(path, [encodeHeader(header), ...zeros(step)])
    return new SegmentWriter(await files.open(path, 'write'), header, step, headerSize + step)
  }

  get position(): number {
    return this.#position
  }

  get empty(): boolean {
    return this.#position === headerSize
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
    payload.raw(zeroBlock.subarray(0, tagSize))
    const sequence = this.#nextSequence
    const meta = { ...draft, sequence, previousTag: this.#lastTag }
    const frame = sealFrame(payload.view(), this.#context, meta)
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
