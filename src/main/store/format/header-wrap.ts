import type { PassphraseWrap } from '../../app/ports/keys.ts'

const kindScrypt = 1
const start = 136

/** Writes a passphrase's wrap into its place in a header block: octets 136 … 239. */
export function writeWrap(block: Buffer, wrap: PassphraseWrap): void {
  block.writeUInt8(kindScrypt, start)
  block.writeUInt8(Math.log2(wrap.cost), start + 1)
  block.write(wrap.salt, start + 8, 16, 'hex')
  block.write(wrap.nonce, start + 24, 12, 'hex')
  block.write(wrap.wrapped, start + 40, 48, 'hex')
  block.writeBigUInt64LE(BigInt(wrap.keyCreatedAt), start + 88)
  block.writeBigUInt64LE(BigInt(wrap.setAt), start + 96)
}

/** The wrap in a header block; null where there is none, or one that only a newer program knows. */
export function readWrap(block: Buffer, keyId: Uint8Array): PassphraseWrap | null {
  const kind = block.readUInt8(start)
  if (kind !== kindScrypt) return null
  const hex = (from: number, length: number): string =>
    block.toString('hex', start + from, start + from + length)
  return {
    keyId: Buffer.from(keyId).toString('hex'),
    keyCreatedAt: Number(block.readBigUInt64LE(start + 88)),
    setAt: Number(block.readBigUInt64LE(start + 96)),
    cost: 2 ** block.readUInt8(start + 1),
    salt: hex(8, 16),
    nonce: hex(24, 12),
    wrapped: hex(40, 48),
  }
}
