import type { PduProblem, Refused } from './problem.ts'
import { refused } from './problem.ts'

/** No TPDU with its service-centre address is longer (23.040: 12 address octets and at most 175 of a status report). */
const MAX_PDU_OCTETS = 200

const HEX = /^(?:[0-9a-f]{2})*$/i

/** Octets of a hex string of either case, blanks around it ignored; anything else, or more than 200 octets, is refused. */
export function fromHex(hex: string): { readonly ok: true; readonly octets: Uint8Array } | Refused {
  const digits = hex.trim()
  if (digits.length > 2 * MAX_PDU_OCTETS) return refused('too-long')
  if (!HEX.test(digits)) return refused('not-hex')
  return { ok: true, octets: Uint8Array.from(Buffer.from(digits, 'hex')) }
}

/** Upper-case hex. */
export function toHex(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('hex').toUpperCase()
}

export function concatOctets(...pieces: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    joined.set(piece, at)
    at += piece.length
  }
  return joined
}

/**
 * Reads fields one after another. The first problem sticks: later reads give zeros and empty arrays,
 * so a decoder reads all its fields and looks at `problem` once.
 */
export class OctetReader {
  readonly #octets: Uint8Array
  #at = 0
  #problem: PduProblem | null = null

  constructor(octets: Uint8Array) {
    this.#octets = octets
  }

  get problem(): PduProblem | null {
    return this.#problem
  }

  get remaining(): number {
    return this.#octets.length - this.#at
  }

  octet(): number {
    return this.take(1)[0] ?? 0
  }

  take(count: number): Uint8Array {
    if (this.#problem !== null) return new Uint8Array(0)
    if (count > this.remaining) {
      this.#problem = 'truncated'
      return new Uint8Array(0)
    }
    const taken = this.#octets.subarray(this.#at, this.#at + count)
    this.#at += count
    return taken
  }

  rest(): Uint8Array {
    return this.take(this.remaining)
  }

  fail(problem: PduProblem): void {
    this.#problem ??= problem
  }

  /** Refuses octets that no field claimed. */
  end(): void {
    if (this.remaining > 0) this.fail('trailing-octets')
  }
}
