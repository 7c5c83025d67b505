import { createHash, hash } from 'node:crypto'
import { type FileCipher, pieceSize, sealedOverhead } from './file-cipher.ts'
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
  /** Number of the first nonce; 0 in a plain segment. */
  readonly nonce: number
  /** As it stands in the file; `openFrame` gives what it says. */
  readonly payload: Buffer
  readonly previousTag: Buffer
  readonly tag: Buffer
  /** The 48 octets before the payload. */
  readonly head: Buffer
}

export interface FrameMeta {
  readonly sequence: number
  readonly schema: number
  readonly flags: number
  readonly transactions: number
  readonly nonce: number
  readonly previousTag: Uint8Array
}

/** Office and segment: a frame copied from elsewhere has another tag. */
export function frameContext(officeId: Uint8Array, segment: number): Buffer {
  const context = Buffer.alloc(contextSize)
  context.set(officeId, 0)
  context.writeBigUInt64LE(BigInt(segment), 16)
  return context
}

/** Octets a frame needs behind its payload: its own tag, and in an encrypted segment those of the payload's pieces. */
export function roomBehind(payloadLength: number, cipher: FileCipher | null): number {
  return tagSize + (cipher === null ? 0 : sealedOverhead(payloadLength))
}

/** Nonces that a frame with `payloadLength` octets in the file used up. */
export function noncesOf(payloadLength: number): number {
  return Math.ceil(payloadLength / (pieceSize + tagSize))
}

/** A frame as it goes to disk, its tag, and how many nonces it took. */
export interface SealedFrame {
  readonly bytes: Buffer
  readonly tag: Buffer
  readonly nonces: number
}

/**
 * Completes a frame in place. `buffer` holds `contextSize + frameHeaderSize` free octets, the payload, and `roomBehind`
 * free octets; the returned view is the frame as it goes to disk.
 */
export function sealFrame(
  buffer: Buffer,
  context: Buffer,
  meta: FrameMeta,
  cipher: FileCipher | null,
): SealedFrame {
  const tagAt = buffer.byteLength - tagSize
  const payloadAt = contextSize + frameHeaderSize
  buffer.set(context, 0)
  buffer.writeUInt32LE(frameMarker, contextSize)
  buffer.writeUInt32LE(tagAt - payloadAt, contextSize + 4)
  buffer.writeBigUInt64LE(BigInt(meta.sequence), contextSize + 8)
  buffer.writeUInt32LE(meta.schema, contextSize + 16)
  buffer.writeUInt16LE(meta.flags, contextSize + 20)
  buffer.writeUInt16LE(0, contextSize + 22)
  buffer.writeUInt32LE(meta.transactions, contextSize + 24)
  buffer.writeUInt32LE(meta.nonce, contextSize + 28)
  buffer.set(meta.previousTag, contextSize + 32)
  const nonces = cipher === null ? 0 : sealPieces(buffer.subarray(0, tagAt), payloadAt, meta.nonce, cipher)
  const tag = hash('sha256', buffer.subarray(0, tagAt), 'buffer').subarray(0, tagSize)
  buffer.set(tag, tagAt)
  return { bytes: buffer.subarray(contextSize), tag, nonces }
}

/** From the last piece to the first, for each moves back by the tags of those before it. */
function sealPieces(buffer: Buffer, payloadAt: number, nonce: number, cipher: FileCipher): number {
  const pieces = noncesOf(buffer.byteLength - payloadAt)
  const plainEnd = buffer.byteLength - pieces * tagSize
  for (let index = pieces - 1; index >= 0; index -= 1) {
    const from = payloadAt + index * pieceSize
    const piece = buffer.subarray(from, Math.min(from + pieceSize, plainEnd))
    const aad = pieceAad(buffer.subarray(0, payloadAt), index)
    cipher.seal(piece, { nonce: nonce + index, aad }, buffer, from + index * tagSize)
  }
  return pieces
}

/** Office, segment, everything the frame's header says, and which piece of the frame it is. */
function pieceAad(contextAndHead: Uint8Array, index: number): Buffer {
  const aad = Buffer.allocUnsafe(contextSize + frameHeaderSize + 4)
  aad.set(contextAndHead, 0)
  aad.writeUInt32LE(index, contextSize + frameHeaderSize)
  return aad
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
    nonce: bytes.readUInt32LE(offset + 28),
    previousTag: bytes.subarray(offset + 32, payloadAt),
    payload: bytes.subarray(payloadAt, tagAt),
    tag,
    head: bytes.subarray(offset, payloadAt),
  }
}

/** What an encrypted frame's payload says; null where an octet of it or of its place is not what was written. */
export function openFrame(frame: Frame, context: Buffer, cipher: FileCipher): Buffer | null {
  const contextAndHead = Buffer.concat([context, frame.head])
  const pieces: Buffer[] = []
  for (let index = 0; index < noncesOf(frame.payload.byteLength); index += 1) {
    const from = index * (pieceSize + tagSize)
    const aad = pieceAad(contextAndHead, index)
    const sealed = frame.payload.subarray(from, from + pieceSize + tagSize)
    const piece = cipher.open(sealed, { nonce: frame.nonce + index, aad })
    if (piece === null) return null
    pieces.push(piece)
  }
  const [first] = pieces
  if (first === undefined) return null
  return pieces.length === 1 ? first : Buffer.concat(pieces)
}
