import type { Digests } from '../ports/digests.ts'
import type { Random } from '../ports/random.ts'

export interface StoredPin {
  readonly pin_salt: string
  readonly pin_hash: string
}

const toHex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
const fromHex = (text: string): Uint8Array =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

/** Hashes a PIN with a salt of its own, by scrypt. */
export const hashPin = async (pin: string, digests: Digests, random: Random): Promise<StoredPin> => {
  const salt = random.bytes(16)
  return { pin_salt: toHex(salt), pin_hash: toHex(await digests.scrypt(pin, salt)) }
}

export const pinFits = async (pin: string, stored: StoredPin, digests: Digests): Promise<boolean> =>
  digests.equal(await digests.scrypt(pin, fromHex(stored.pin_salt)), fromHex(stored.pin_hash))
