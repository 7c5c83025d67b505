import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import type { DataKey } from '../../app/ports/keys.ts'
import { digestAt, tagSize } from './header.ts'
import { letGo } from './let-go.ts'

/** Contents are encrypted in pieces of at most this many octets, each with a tag of its own. */
export const pieceSize = 1024 * 1024
const cipherName = 'aes-256-gcm'
const nonceSize = 12
const label = Buffer.from('kvitok file')

/**
 * AES-256-GCM under a key that one file alone has: HKDF-SHA256 of the data key, the file's salt, and the whole of its
 * header, so that not one octet of the header can be another. Nonces are counted by the caller and never given twice.
 */
export class FileCipher {
  readonly #key: Uint8Array

  constructor(key: DataKey, salt: Uint8Array, block: Uint8Array) {
    const info = Buffer.concat([label, block.subarray(0, digestAt)])
    this.#key = new Uint8Array(hkdfSync('sha256', key.bytes, salt, info, 32))
  }

  /** Encrypts `from` into `target` at `at`: as many octets and the tag behind them. May be the same memory. */
  seal(from: Uint8Array, place: PiecePlace, target: Buffer, at: number): void {
    const cipher = createCipheriv(cipherName, this.#key, nonceOf(place.nonce))
    cipher.setAAD(place.aad)
    const sealed = cipher.update(from)
    cipher.final()
    target.set(sealed, at)
    target.set(cipher.getAuthTag(), at + sealed.byteLength)
    letGo(sealed)
  }

  /** What `sealed`, a piece and its tag, holds; null where an octet of it or of its place is not what was written. */
  open(sealed: Uint8Array, place: PiecePlace): Buffer | null {
    const tagAt = sealed.byteLength - tagSize
    if (tagAt < 0) return null
    const decipher = createDecipheriv(cipherName, this.#key, nonceOf(place.nonce))
    decipher.setAAD(place.aad)
    decipher.setAuthTag(sealed.subarray(tagAt))
    const piece = decipher.update(sealed.subarray(0, tagAt))
    try {
      decipher.final()
      return piece
    } catch {
      // The one thing `final` refuses is a tag that does not fit: that is the answer.
      return null
    }
  }
}

/** Where a piece stands: its number in the file, and what else its tag speaks for. */
export interface PiecePlace {
  readonly nonce: number
  readonly aad: Uint8Array
}

/** Octets that encryption adds to contents of `length`: a tag a piece, at least one. */
export function sealedOverhead(length: number): number {
  return Math.max(1, Math.ceil(length / pieceSize)) * tagSize
}

function nonceOf(count: number): Buffer {
  const nonce = Buffer.alloc(nonceSize)
  nonce.writeBigUInt64LE(BigInt(count))
  return nonce
}
