import { createHash } from 'node:crypto'
import type { DataFile, Files } from '../../app/ports/files.ts'
import { decodeHeader, encodeHeader, type FileHeader, headerSize, tagSize } from '../format/header.ts'

/** A snapshot's database is cut into chunks of this many octets, each with its own tag. */
export const chunkSize = 1024 * 1024

export type SnapshotReading =
  | { readonly ok: true; readonly header: FileHeader; readonly content: Uint8Array<ArrayBuffer> }
  | SnapshotRefusal

export type SnapshotRefusal =
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

/** Reads a snapshot and checks every chunk of it. Rejects with `FileError` only. */
export async function readSnapshot(files: Files, path: string): Promise<SnapshotReading> {
  return await withFile(files, path, async (file) => {
    const opened = await readStart(file)
    if (!opened.ok) return opened
    const content = new Uint8Array(opened.header.contentLength)
    const refusal = await eachChunk(file, opened, (chunk, at) => content.set(chunk, at))
    return refusal ?? { ok: true, header: opened.header, content }
  })
}

/** Checks a snapshot without keeping more than one chunk in memory; null where it is good. */
export async function checkSnapshot(files: Files, path: string): Promise<SnapshotRefusal | null> {
  return await withFile(files, path, async (file) => {
    const opened = await readStart(file)
    return opened.ok ? await eachChunk(file, opened, () => undefined) : opened
  })
}

interface SnapshotStart {
  readonly ok: true
  readonly header: FileHeader
  readonly block: Uint8Array
}

async function readStart(file: DataFile): Promise<SnapshotStart | SnapshotRefusal> {
  const size = await file.size()
  const block = await file.read(0, Math.min(size, headerSize))
  const reading = decodeHeader(block, 'snapshot')
  if (!reading.ok) return reading.reason === 'newer' ? reading : { ok: false, reason: 'damaged', offset: 0 }
  const length = reading.header.contentLength
  const expected = headerSize + length + Math.ceil(length / chunkSize) * tagSize
  if (size !== expected) return { ok: false, reason: 'damaged', offset: Math.min(size, expected) }
  return { ok: true, header: reading.header, block }
}

/** Gives each chunk that its tag confirms, with its place in the database; the first that is not good ends it. */
async function eachChunk(
  file: DataFile,
  start: SnapshotStart,
  take: (chunk: Uint8Array, at: number) => void,
): Promise<SnapshotRefusal | null> {
  const length = start.header.contentLength
  for (let index = 0; index * chunkSize < length; index += 1) {
    const position = headerSize + index * (chunkSize + tagSize)
    const size = Math.min(chunkSize, length - index * chunkSize)
    const piece = await file.read(position, size + tagSize)
    const chunk = piece.subarray(0, size)
    if (!chunkTag(start.block, index, chunk).equals(piece.subarray(size))) {
      return { ok: false, reason: 'damaged', offset: position }
    }
    take(chunk, index * chunkSize)
  }
  return null
}

async function withFile<T>(files: Files, path: string, action: (file: DataFile) => Promise<T>): Promise<T> {
  const file = await files.open(path, 'read')
  try {
    return await action(file)
  } finally {
    await file.close()
  }
}

/** The header is part of each tag: a chunk of another snapshot or another place does not pass. */
function chunkTag(header: Uint8Array, index: number, chunk: Uint8Array): Buffer {
  const place = Buffer.alloc(8)
  place.writeBigUInt64LE(BigInt(index))
  return createHash('sha256').update(header).update(place).update(chunk).digest().subarray(0, tagSize)
}
