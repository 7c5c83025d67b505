/** A data key wrapped by a passphrase; kept with the office, useless without the passphrase. */
export interface PassphraseWrap {
  readonly kind: 'passphrase'
  readonly kdf: 'scrypt'
  readonly cost: number
  readonly salt: string
  readonly nonce: string
  readonly wrapped: string
}

export interface Keys {
  /** Wraps a fresh random data key; the passphrase itself is kept nowhere. */
  wrapNewKey(passphrase: string): Promise<PassphraseWrap>
  /** Whether the passphrase opens the wrap. */
  opens(wrap: PassphraseWrap, passphrase: string): Promise<boolean>
}
