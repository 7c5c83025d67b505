/** Hashes and the slow key function, computed outside the rules. */
export interface Digests {
  /** SHA-256 as 64 lower-case hex digits. */
  sha256(data: string | Uint8Array): string
  /** scrypt (RFC 7914) with N = 16384, r = 8, p = 1; 32 bytes. Runs off the core's thread. */
  scrypt(secret: string, salt: Uint8Array): Promise<Uint8Array>
  /** True when both are equal; takes the same time wherever they differ. */
  equal(left: Uint8Array, right: Uint8Array): boolean
}
