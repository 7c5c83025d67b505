import { createHash, hash } from 'node:crypto'
import { tagSize } from './header.ts'

/** «KVFR» read as a little-endian number: where a frame may begin. */
export const frameMarker = 0x5246564b
export const frameHeaderSize = 48
export const contextSize = 24
export const frameOverhead = frameHeaderSize + tagSize

/** The payload is one migration script. */
export const flagMigration = 1
/** The payload is empty and the segment ends here. */
export const flagSeal = 2

/** One write and one sync of the journal: the transactions of everybody who waited together. */
export interface Frame {
  readonly sequence: number
  /** Schema its statements run under. */
  readonly schema: number
  readonly flags: number
  readonly transactions: number
  readonly payload: Buffer
  readonly previousTag: Buffer
  readonly tag: Buffer
}

export interface FrameMeta {
  readonly sequence: number
  readonly schema: number
  readonly flags: number
  readonly transactions: number
  readonly previousTag: Uint8Array
}

/** Office and segment: a frame copied from elsewhere has another tag. */
export function frameContext(officeId: Uint8Array, segment: number): Buffer {
  const context = Buffer.alloc(contextSize)
  context.set(officeId, 0)
  context.writeBigUInt64LE(BigInt(segment), 16)
  return context
}

/**
 * Completes a frame in place. `buffer` holds `contextSize + frameHeaderSize` free octets, the payload, and `tagSize`
 * free octets; the returned view is the frame as it goes to disk.
 */
export function sealFrame(buffer: Buffer, context: Buffer, meta: FrameMeta): { bytes: Buffer; tag: Buffer } {
  const tagAt = buffer.byteLength - tagSize
  const payloadLength = tagAt - contextSize - frameHeaderSize
  buffer.set(context, 0)
  buffer.writeUInt32LE(frameMarker, contextSize)
  buffer.writeUInt32LE(payloadLength, contextSize + 4)
  buffer.writeBigUInt64LE(BigInt(meta.sequence), contextSize + 8)
  buffer.writeUInt32LE(meta.schema, contextSize + 16)
  buffer.writeUInt16LE(meta.flags, contextSize + 20)
  buffer.writeUInt16LE(0, contextSize + 22)
  buffer.writeUInt32LE(meta.transactions, contextSize + 24)
  buffer.writeUInt32LE(0, contextSize + 28)
  buffer.set(meta.previousTag, contextSize + 32)
  const tag = hash('sha256', buffer.subarray(0, tagAt), 'buffer').subarray(0, tagSize)
  buffer.set(tag, tagAt)
  return { bytes: buffer.subarray(contextSize), tag }
}

/** The frame at `offset` where its own tag confirms every octet of it, else null. */
export function readFrame(bytes: Buffer, offset: number, context: Buffer): Frame | null {
  if (offset + frameOverhead > bytes.byteLength) return null
  if (bytes.readUInt32LE(offset) !== frameMarker) return null
  const payloadAt = offset + frameHeaderSize
  const tagAt = payloadAt + bytes.readUInt32LE(offset + 4)
  if (tagAt + tagSize > bytes.byteLength) return null
  const tag = bytes.subarray(tagAt, tagAt + tagSize)
  const digest = createHash('sha256').update(context).update(bytes.subarray(offset, tagAt)).digest()
  if (!digest.subarray(0, tagSize).equals(tag)) return null
  return {
    sequence: Number(bytes.readBigUInt64LE(offset + 8)),
    schema: bytes.readUInt32LE(offset + 16),
    flags: bytes.readUInt16LE(offset + 20),
    transactions: bytes.readUInt32LE(offset + 24),
    previousTag: bytes.subarray(offset + 32, offset + frameHeaderSize),
    payload: bytes.subarray(payloadAt, tagAt),
    tag,
  }
}
