import { createCipheriv, createDecipheriv, hkdfSync, scrypt } from 'node:crypto'
import type { DataKey, Keys, PassphraseWrap } from '../app/ports/keys.ts'
import type { Random } from '../app/ports/random.ts'

const defaultCost = 32_768
/** A wrap that asks for more or less than this was not made by us: 16 MiB to 1 GiB of memory. */
const cost_min = 16_384
const cost_max = 1_048_576
const keySize = 32
const idSize = 16
const saltSize = 16
const nonceSize = 12
const wrapTagSize = 16

/** scrypt (RFC 7914, N = 32768, r = 8, p = 1), AES-256-GCM, and key ids by HKDF-SHA256 (RFC 5869). */
export const createKeys = (random: Random): Keys => {
  const fromBytes = (bytes: Uint8Array, createdAt: number): DataKey => ({
    id: keyId(bytes),
    bytes,
    createdAt,
  })
  return {
    newKey: (at) => fromBytes(random.bytes(keySize), at),
    fromBytes,
    wrap: async (key, passphrase, officeId, at) => {
      const salt = random.bytes(saltSize)
      const nonce = random.bytes(nonceSize)
      const wrapping = await derive(passphrase, salt, defaultCost)
      const cipher = createCipheriv('aes-256-gcm', wrapping, nonce)
      cipher.setAAD(Buffer.concat([officeId, key.id]))
      const wrapped = Buffer.concat([cipher.update(key.bytes), cipher.final(), cipher.getAuthTag()])
      return {
        keyId: hex(key.id),
        keyCreatedAt: key.createdAt,
        setAt: at,
        cost: defaultCost,
        salt: hex(salt),
        nonce: hex(nonce),
        wrapped: hex(wrapped),
      }
    },
    unwrap: async (wrap, passphrase, officeId) => {
      const bytes = await unwrapBytes(wrap, passphrase, officeId)
      if (bytes === null) return null
      const key = fromBytes(bytes, wrap.keyCreatedAt)
      return hex(key.id) === wrap.keyId ? key : null
    },
  }
}

function keyId(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', bytes, new Uint8Array(), 'kvitok key id', idSize))
}

async function unwrapBytes(
  wrap: PassphraseWrap,
  passphrase: string,
  officeId: Uint8Array,
): Promise<Uint8Array | null> {
  const nonce = Buffer.from(wrap.nonce, 'hex')
  const wrapped = Buffer.from(wrap.wrapped, 'hex')
  const { cost } = wrap
  const power = Number.isInteger(Math.log2(cost))
  if (!power || cost < cost_min || cost > cost_max) return null
  if (nonce.byteLength !== nonceSize || wrapped.byteLength !== keySize + wrapTagSize) return null
  const wrapping = await derive(passphrase, Buffer.from(wrap.salt, 'hex'), cost)
  const decipher = createDecipheriv('aes-256-gcm', wrapping, nonce)
  decipher.setAAD(Buffer.concat([officeId, Buffer.from(wrap.keyId, 'hex')]))
  decipher.setAuthTag(wrapped.subarray(keySize))
  const bytes = decipher.update(wrapped.subarray(0, keySize))
  try {
    decipher.final()
  } catch {
    // A tag that does not fit is the answer itself: another passphrase, another office, or a changed wrap.
    return null
  }
  return new Uint8Array(bytes)
}

function derive(passphrase: string, salt: Uint8Array, cost: number): Promise<Uint8Array> {
  const options = { N: cost, r: 8, p: 1, maxmem: 160 * 8 * cost }
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, keySize, options, (error, key) => {
      if (error === null) resolve(new Uint8Array(key))
      else reject(error)
    })
  })
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
