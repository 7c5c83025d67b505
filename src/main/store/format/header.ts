import { hash } from 'node:crypto'
import type { PassphraseWrap } from '../../app/ports/keys.ts'
import { readWrap, writeWrap } from './header-wrap.ts'

/** The header block of a journal segment and of a snapshot has this many octets (one disk sector). */
export const headerSize = 512
export const digestAt = headerSize - 32
export const formatVersion = 1
export const tagSize = 16
export const saltSize = 32

/** How the file's contents are protected. */
const protectionPlain = 0
const protectionGcm = 1

export type FileKind = 'segment' | 'snapshot'

const magics: Readonly<Record<FileKind, string>> = { segment: 'KVITOKJ\n', snapshot: 'KVITOKS\n' }

/** Which key the contents are under, and the salt of the file's own key. */
export interface HeaderProtection {
  readonly keyId: Uint8Array
  readonly salt: Uint8Array
  /** In a copy, the data key wrapped by the passphrase of its day: copy and passphrase are enough on any machine. */
  readonly wrap: PassphraseWrap | null
}

/** What both kinds of file say about themselves. See docs/store.md for the offsets. */
export interface FileHeader {
  readonly kind: FileKind
  /** 16 random octets given to an office when it is made: files of two offices never mix. */
  readonly officeId: Uint8Array
  /** The segment's own number; of a snapshot, the last segment it holds. */
  readonly number: number
  /** Sequence of the first frame in the segment; of a snapshot, the first frame it does not hold. */
  readonly nextSequence: number
  /** Schema the first frame runs under; of a snapshot, the schema of its database. */
  readonly schema: number
  /** Tag of the frame before `nextSequence`, zeros where there is none. */
  readonly link: Uint8Array
  readonly createdAt: number
  /** Octets of the database in a snapshot; 0 in a segment. */
  readonly contentLength: number
  /** Null where the contents are plain. */
  readonly protection: HeaderProtection | null
}

export type HeaderReading =
  /** `block` is the header as it stands in the file. */
  | { readonly ok: true; readonly header: FileHeader; readonly block: Buffer }
  | { readonly ok: false; readonly reason: 'damaged' }
  /** Made by a newer program: format version or protection mode is unknown here. */
  | { readonly ok: false; readonly reason: 'newer'; readonly needs: string }

export function encodeHeader(header: FileHeader): Buffer {
  const block = Buffer.alloc(headerSize)
  block.write(magics[header.kind], 0, 'latin1')
  block.writeUInt16LE(formatVersion, 8)
  block.writeUInt8(header.protection === null ? protectionPlain : protectionGcm, 10)
  block.writeUInt32LE(headerSize, 12)
  block.set(header.officeId, 16)
  block.writeBigUInt64LE(BigInt(header.number), 32)
  block.writeBigUInt64LE(BigInt(header.nextSequence), 40)
  block.writeUInt32LE(header.schema, 48)
  block.writeBigUInt64LE(BigInt(header.createdAt), 56)
  block.writeBigUInt64LE(BigInt(header.contentLength), 64)
  block.set(header.link, 72)
  if (header.protection !== null) {
    block.set(header.protection.keyId, 88)
    block.set(header.protection.salt, 104)
    if (header.protection.wrap !== null) writeWrap(block, header.protection.wrap)
  }
  block.set(hash('sha256', block.subarray(0, digestAt), 'buffer'), digestAt)
  return block
}

export function decodeHeader(bytes: Uint8Array, kind: FileKind): HeaderReading {
  if (bytes.byteLength < headerSize) return { ok: false, reason: 'damaged' }
  const block = Buffer.from(bytes.buffer, bytes.byteOffset, headerSize)
  const digest = hash('sha256', block.subarray(0, digestAt), 'buffer')
  if (!digest.equals(block.subarray(digestAt))) return { ok: false, reason: 'damaged' }
  if (block.toString('latin1', 0, 8) !== magics[kind]) return { ok: false, reason: 'damaged' }
  const version = block.readUInt16LE(8)
  const mode = block.readUInt8(10)
  if (version !== formatVersion) return { ok: false, reason: 'newer', needs: `format ${version}` }
  if (mode > protectionGcm) return { ok: false, reason: 'newer', needs: `protection ${mode}` }
  const header: FileHeader = {
    kind,
    officeId: new Uint8Array(block.subarray(16, 32)),
    number: Number(block.readBigUInt64LE(32)),
    nextSequence: Number(block.readBigUInt64LE(40)),
    schema: block.readUInt32LE(48),
    createdAt: Number(block.readBigUInt64LE(56)),
    contentLength: Number(block.readBigUInt64LE(64)),
    link: new Uint8Array(block.subarray(72, 72 + tagSize)),
    protection: mode === protectionPlain ? null : readProtection(block),
  }
  return { ok: true, header, block }
}

function readProtection(block: Buffer): HeaderProtection {
  const keyId = new Uint8Array(block.subarray(88, 104))
  return { keyId, salt: new Uint8Array(block.subarray(104, 104 + saltSize)), wrap: readWrap(block, keyId) }
}
