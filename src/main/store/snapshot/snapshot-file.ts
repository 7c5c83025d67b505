import { createHash } from 'node:crypto'
import { decodeHeader, encodeHeader, type FileHeader, headerSize, tagSize } from '../format/header.ts'

/** A snapshot's database is cut into chunks of this many octets, each with its own tag. */
export const chunkSize = 1024 * 1024

export type SnapshotReading =
  | { readonly ok: true; readonly header: FileHeader; readonly content: Uint8Array }
  | { readonly ok: false; readonly reason: 'newer'; readonly needs: string }
  | { readonly ok: false; readonly reason: 'damaged'; readonly offset: number }

/** The file of a snapshot, piece by piece. */
export function* encodeSnapshot(header: FileHeader, content: Uint8Array): Generator<Uint8Array> {
  const block = encodeHeader({ ...header, kind: 'snapshot', contentLength: content.byteLength })
  yield block
  for (let index = 0; index * chunkSize < content.byteLength; index += 1) {
    const chunk = content.subarray(index * chunkSize, (index + 1) * chunkSize)
    yield chunk
    yield chunkTag(block, index, chunk)
  }
}

/** Reads a snapshot's file and checks every chunk of it. */
export function decodeSnapshot(bytes: Uint8Array): SnapshotReading {
  const reading = decodeHeader(bytes, 'snapshot')
  if (!reading.ok) return reading.reason === 'newer' ? reading : { ok: false, reason: 'damaged', offset: 0 }
  const length = reading.header.contentLength
  const chunks = Math.ceil(length / chunkSize)
  if (bytes.byteLength !== headerSize + length + chunks * tagSize) {
    return { ok: false, reason: 'damaged', offset: Math.min(bytes.byteLength, headerSize) }
  }
  const block = bytes.subarray(0, headerSize)
  const content = new Uint8Array(length)
  for (let index = 0; index < chunks; index += 1) {
    const at = headerSize + index * (chunkSize + tagSize)
    const size = Math.min(chunkSize, length - index * chunkSize)
    const chunk = bytes.subarray(at, at + size)
    const tag = bytes.subarray(at + size, at + size + tagSize)
    if (!chunkTag(block, index, chunk).equals(tag)) return { ok: false, reason: 'damaged', offset: at }
    content.set(chunk, index * chunkSize)
  }
  return { ok: true, header: reading.header, content }
}

/** The header is part of each tag: a chunk of another snapshot or another place does not pass. */
function chunkTag(header: Uint8Array, index: number, chunk: Uint8Array): Buffer {
  const place = Buffer.alloc(8)
  place.writeBigUInt64LE(BigInt(index))
  return createHash('sha256').update(header).update(place).update(chunk).digest().subarray(0, tagSize)
}
