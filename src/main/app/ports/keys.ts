import type { Instant } from './clock.ts'

/** What an office's files are encrypted under. `id` (16 octets) follows from `bytes` (32 octets) and is no secret. */
export interface DataKey {
  readonly id: Uint8Array
  readonly bytes: Uint8Array
  readonly createdAt: Instant
}

/** A data key wrapped by a passphrase, binary values in lower-case hex; lies beside the office, useless without the passphrase. */
export interface PassphraseWrap {
  readonly keyId: string
  readonly keyCreatedAt: Instant
  /** When the passphrase was set. */
  readonly setAt: Instant
  /** scrypt's N (RFC 7914); r = 8 and p = 1. */
  readonly cost: number
  readonly salt: string
  readonly nonce: string
  /** 32 octets of ciphertext and 16 of its AES-256-GCM tag. */
  readonly wrapped: string
}

export interface Keys {
  newKey(at: Instant): DataKey
  /** The key of these 32 octets, with the id that follows from them. */
  fromBytes(bytes: Uint8Array, createdAt: Instant): DataKey
  /** The passphrase is taken in Unicode's NFC and kept nowhere. The wrap opens in the office `officeId` alone. */
  wrap(key: DataKey, passphrase: string, officeId: Uint8Array, at: Instant): Promise<PassphraseWrap>
  /** Null where the passphrase is another, or the wrap another office's or changed. */
  unwrap(wrap: PassphraseWrap, passphrase: string, officeId: Uint8Array): Promise<DataKey | null>
}

/** What may be said about an office's keys. */
export interface KeyState {
  /** False in a training office. */
  readonly encrypted: boolean
  /** When the passphrase was last set; null where there is none. */
  readonly passphraseAt: Instant | null
  /** The key file was damaged or gone and was made again: the passphrase opens nothing until it is set anew. */
  readonly passphraseLost: boolean
  /** When the key of new files was made. */
  readonly keyAt: Instant | null
  /** Where this computer keeps the key. */
  readonly kept: 'system' | 'file' | 'none'
  /** Files under an older key, or plain ones, are still being written anew. */
  readonly renewing: boolean
}

/** The keys of an open office. In a training office `state` says so and the others reject. */
export interface OfficeKeys {
  state(): KeyState
  /** From now on this passphrase opens the office, and the one before it does not; older copies keep theirs. */
  setPassphrase(passphrase: string): Promise<void>
  /**
   * A new data key for everything written from now on; the older files are written anew behind it. False where the
   * passphrase is not the office's.
   */
  rotate(passphrase: string): Promise<boolean>
  /** Called after the key file was written anew; the returned function ends it. */
  onChanged(listener: () => void): () => void
}
