import { randomFillSync } from 'node:crypto'
import type { Random } from '../app/ports/random.ts'

/** Bytes from the system's cryptographic generator. */
export function createRandom(): Random {
  return { bytes: (count) => randomFillSync(new Uint8Array(count)) }
}
