import type { DataKey } from '../../app/ports/keys.ts'
import { FileCipher } from '../format/file-cipher.ts'
import { encodeHeader, type FileHeader } from '../format/header.ts'

/** The keys that an office's files are under: plain data, so that a worker may be given it. Never logged. */
export interface KeyRing {
  /** What new files are under. */
  readonly current: DataKey
  /** All that some file is still under, `current` among them. */
  readonly keys: readonly DataKey[]
  /** Files up to this number may be plain, from before the office was encrypted; 0 = none. */
  readonly plainUpTo: number
}

/** Which key a file is under; null where it is plain and may be. */
export type KeyChoice =
  | { readonly ok: true; readonly key: DataKey | null }
  | { readonly ok: false; readonly reason: string }

export type KeyFinder = (header: FileHeader) => KeyChoice

/** The keys of an office; null for one that is not encrypted. A plain file where none can be is refused as a forgery. */
export function ringFinder(ring: KeyRing | null): KeyFinder {
  return ({ protection, number }) => {
    if (protection === null) {
      if (ring === null || number <= ring.plainUpTo) return { ok: true, key: null }
      return { ok: false, reason: 'it is plain in an encrypted office' }
    }
    const key = ring?.keys.find(({ id }) => sameBytes(id, protection.keyId))
    return key === undefined ? { ok: false, reason: 'its key is not known' } : { ok: true, key }
  }
}

/** One key and nothing plain: what opens a copy. */
export function keyFinder(key: DataKey): KeyFinder {
  return ringFinder({ current: key, keys: [key], plainUpTo: 0 })
}

/** The cipher of a file that was found; null where it is plain. */
export function cipherOf(header: FileHeader, block: Uint8Array, key: DataKey | null): FileCipher | null {
  if (key === null || header.protection === null) return null
  return new FileCipher(key, header.protection.salt, block)
}

export interface NewFile {
  readonly header: FileHeader
  readonly block: Buffer
  readonly cipher: FileCipher | null
}

/** A file that is about to be made: plain where `key` is null. `salt` is 32 fresh random octets, each time. */
export function newFile(
  draft: Omit<FileHeader, 'protection'>,
  key: DataKey | null,
  salt: Uint8Array,
): NewFile {
  const protection = key === null ? null : { keyId: key.id, salt, wrap: null }
  const header: FileHeader = { ...draft, protection }
  const block = encodeHeader(header)
  return { header, block, cipher: cipherOf(header, block, key) }
}

export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0
}

/** Lower-case hex, as ids are written in texts. */
export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
