import { createCipheriv, createDecipheriv, scrypt } from 'node:crypto'
import type { Keys, PassphraseWrap } from '../app/ports/keys.ts'
import type { Random } from '../app/ports/random.ts'

const cost = 32_768

const derive = (passphrase: string, salt: Uint8Array, n: number): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const secret = passphrase.normalize('NFC')
    scrypt(secret, salt, 32, { N: n, r: 8, p: 1, maxmem: 128 * 1024 * 1024 }, (error, key) => {
      if (error === null) resolve(new Uint8Array(key))
      else reject(error)
    })
  })

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** scrypt (RFC 7914, N = 32768, r = 8, p = 1) and AES-256-GCM. */
export const createKeys = (random: Random): Keys => ({
  wrapNewKey: async (passphrase) => {
    const salt = random.bytes(16)
    const nonce = random.bytes(12)
    const key = await derive(passphrase, salt, cost)
    const cipher = createCipheriv('aes-256-gcm', key, nonce)
    const wrapped = Buffer.concat([cipher.update(random.bytes(32)), cipher.final(), cipher.getAuthTag()])
    return {
      kind: 'passphrase',
      kdf: 'scrypt',
      cost,
      salt: hex(salt),
      nonce: hex(nonce),
      wrapped: hex(wrapped),
    }
  },
  opens: async (wrap: PassphraseWrap, passphrase) => {
    const key = await derive(passphrase, Buffer.from(wrap.salt, 'hex'), wrap.cost)
    const bytes = Buffer.from(wrap.wrapped, 'hex')
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(wrap.nonce, 'hex'))
    decipher.setAuthTag(bytes.subarray(bytes.length - 16))
    decipher.update(bytes.subarray(0, bytes.length - 16))
    try {
      decipher.final()
      return true
    } catch {
      // A tag that does not fit is the answer itself: another passphrase.
      return false
    }
  },
})
