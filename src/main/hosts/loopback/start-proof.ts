import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * What a second start of the program and the first one show each other: that both have read the file of this user
 * that names the first one. The secret itself crosses no port, so that a stranger who listens where a dead office
 * listened learns nothing and can pretend nothing.
 */
export const askProof = (secret: string, nonce: string): string => proof(secret, `ask:${nonce}`)

export const giveProof = (secret: string, nonce: string, ticket: string): string =>
  proof(secret, `give:${nonce}:${ticket}`)

/** Compares in constant time. */
export const sameProof = (one: string, other: string): boolean => {
  const [left, right] = [Buffer.from(one), Buffer.from(other)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function proof(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url')
}
