import { createHash } from 'node:crypto'
import type { DataFile, Files } from '../../app/ports/files.ts'
import type { DataKey, PassphraseWrap } from '../../app/ports/keys.ts'
import type { EngineFile } from '../engine/engine-file.ts'
import { FileCipher, pieceSize } from '../format/file-cipher.ts'
import { decodeHeader, encodeHeader, type FileHeader, headerSize, tagSize } from '../format/header.ts'
import { letGo } from '../format/let-go.ts'
import { cipherOf, type KeyFinder } from '../keys/key-ring.ts'

/** A snapshot's database is cut into chunks of this many octets, each with its own tag. */
export const chunkSize = pieceSize

/** What a snapshot is encrypted with: `salt` is 32 fresh random octets, `wrap` lies in its header and is what a copy has. */
export interface SnapshotProtection {
  readonly key: DataKey
  readonly salt: Uint8Array
  readonly wrap: PassphraseWrap | null
}

/** A snapshot and the database in it: octets in one array, or the engine's own file. */
export type SnapshotReading<Content = Uint8Array<ArrayBuffer>> =
  | { readonly ok: true; readonly header: FileHeader; readonly content: Content }
  | SnapshotRefusal

/** Where a database is read from, a chunk at a time. */
type Octets = Pick<Uint8Array, 'byteLength' | 'subarray'> | EngineFile

export type SnapshotRefusal =
  | { readonly ok: false; readonly reason: 'newer'; readonly needs: string }
  | { readonly ok: false; readonly reason: 'damaged'; readonly offset: number }
  /** Its key is not there, or it is plain where it may not be; `why` in a few words. */
  | { readonly ok: false; readonly reason: 'closed'; readonly why: string }

/** The file of a snapshot, piece by piece, each good until the next; plain where `protection` is null. */
export function* encodeSnapshot(
  draft: Omit<FileHeader, 'protection' | 'kind' | 'contentLength'>,
  content: Octets,
  protection: SnapshotProtection | null,
): Generator<Uint8Array> {
  const block = encodeHeader({
    ...draft,
    kind: 'snapshot',
    contentLength: content.byteLength,
    protection:
      protection === null ? null : { keyId: protection.key.id, salt: protection.salt, wrap: protection.wrap },
  })
  const cipher = protection === null ? null : new FileCipher(protection.key, protection.salt, block)
  yield block
  for (let index = 0; index < chunksOf(content.byteLength, cipher); index += 1) {
    const chunk = content.subarray(index * chunkSize, (index + 1) * chunkSize)
    if (cipher === null) {
      yield chunk
      yield chunkTag(block, index, chunk)
    } else {
      const sealed = Buffer.allocUnsafe(chunk.byteLength + tagSize)
      cipher.seal(chunk, { nonce: index, aad: chunkPlace(block, index) }, sealed, 0)
      yield sealed
      letGo(sealed)
    }
  }
}

/** Reads a snapshot and checks every chunk of it. Rejects with `FileError` only. */
export function readSnapshot(files: Files, path: string, finder: KeyFinder): Promise<SnapshotReading> {
  return readInto(files, path, finder, (length) => new Uint8Array(length))
}

/** The same into a file for an engine, a chunk at a time; where it is refused, the caller lets go of the file. */
export function readDatabase(
  files: Files,
  path: string,
  finder: KeyFinder,
  room: EngineFile,
): Promise<SnapshotReading<EngineFile>> {
  return readInto(files, path, finder, () => room)
}

async function readInto<Content extends { set(octets: Uint8Array, at: number): void }>(
  files: Files,
  path: string,
  finder: KeyFinder,
  room: (length: number) => Content,
): Promise<SnapshotReading<Content>> {
  return await withFile(files, path, async (file) => {
    const opened = await readStart(file)
    if (!opened.ok) return opened
    const content = room(opened.header.contentLength)
    const refusal = await eachChunk(file, opened, finder, (chunk, at) => content.set(chunk, at))
    return refusal ?? { ok: true, header: opened.header, content }
  })
}

/** Checks a snapshot without keeping more than one chunk in memory; null where it is good. */
export async function checkSnapshot(
  files: Files,
  path: string,
  finder: KeyFinder,
): Promise<SnapshotRefusal | null> {
  return await withFile(files, path, async (file) => {
    const opened = await readStart(file)
    return opened.ok ? await eachChunk(file, opened, finder, () => undefined) : opened
  })
}

/** What a snapshot says about itself, its wrap among it; the length of its file fits. Needs no key. */
export async function readSnapshotHeader(
  files: Files,
  path: string,
): Promise<{ readonly ok: true; readonly header: FileHeader } | SnapshotRefusal> {
  return await withFile(files, path, async (file) => {
    const opened = await readStart(file)
    return opened.ok ? { ok: true, header: opened.header } : opened
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
  const { contentLength, protection } = reading.header
  const expected = headerSize + contentLength + chunksOf(contentLength, protection) * tagSize
  if (size !== expected) return { ok: false, reason: 'damaged', offset: Math.min(size, expected) }
  return { ok: true, header: reading.header, block }
}

/** Gives each chunk that its tag confirms, with its place in the database; the first that is not good ends it. */
async function eachChunk(
  file: DataFile,
  start: SnapshotStart,
  finder: KeyFinder,
  take: (chunk: Uint8Array, at: number) => void,
): Promise<SnapshotRefusal | null> {
  const choice = finder(start.header)
  if (!choice.ok) return { ok: false, reason: 'closed', why: choice.reason }
  const cipher = cipherOf(start.header, start.block, choice.key)
  const length = start.header.contentLength
  for (let index = 0; index < chunksOf(length, cipher); index += 1) {
    const position = headerSize + index * (chunkSize + tagSize)
    const size = Math.min(chunkSize, length - index * chunkSize)
    const piece = await file.read(position, size + tagSize)
    const chunk = openChunk(start.block, cipher, index, piece)
    if (chunk === null) return { ok: false, reason: 'damaged', offset: position }
    take(chunk, index * chunkSize)
    letGo(chunk)
    letGo(piece)
  }
  return null
}

function openChunk(
  block: Uint8Array,
  cipher: FileCipher | null,
  index: number,
  piece: Uint8Array,
): Uint8Array | null {
  if (cipher !== null) return cipher.open(piece, { nonce: index, aad: chunkPlace(block, index) })
  const chunk = piece.subarray(0, piece.byteLength - tagSize)
  return chunkTag(block, index, chunk).equals(piece.subarray(chunk.byteLength)) ? chunk : null
}

/** An encrypted snapshot has at least one chunk: without a tag nothing would speak for its header. */
function chunksOf(length: number, protection: object | null): number {
  return Math.max(Math.ceil(length / chunkSize), protection === null ? 0 : 1)
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
  const digest = createHash('sha256').update(chunkPlace(header, index)).update(chunk).digest()
  return digest.subarray(0, tagSize)
}

/** The whole header, then the chunk's number. */
function chunkPlace(header: Uint8Array, index: number): Buffer {
  const place = Buffer.alloc(headerSize + 8)
  place.set(header, 0)
  place.writeBigUInt64LE(BigInt(index), headerSize)
  return place
}
