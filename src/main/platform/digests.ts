import { createHash, scrypt, timingSafeEqual } from 'node:crypto'
import type { Digests } from '../app/ports/digests.ts'

export const createDigests = (): Digests => ({
  sha256: (data) => createHash('sha256').update(data).digest('hex'),
  scrypt: (secret, salt) =>
    new Promise((resolve, reject) => {
      scrypt(secret, salt, 32, { N: 16_384, r: 8, p: 1 }, (error, key) => {
        if (error === null) resolve(new Uint8Array(key))
        else reject(error)
      })
    }),
  equal: (left, right) => left.length === right.length && timingSafeEqual(left, right),
})
