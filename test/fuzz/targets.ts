import { attackFramer } from './framing.ts'
import { attackCodec } from './pdus.ts'
import { createSeeded, type Seeded } from './seeded.ts'

/** What is fuzzed, by name: each takes one input of its own making and throws where a rule is broken. */
export const targets: Readonly<Record<string, (seeded: Seeded) => void>> = {
  codec: attackCodec,
  framer: attackFramer,
}

export interface FuzzResult {
  readonly inputs: number
  /** The slowest input, milliseconds. */
  readonly slowest_ms: number
}

/** Runs a target on `count` inputs; throws with the seed that makes the input again. */
export const fuzz = (name: string, count: number, seed: number): FuzzResult => {
  const attack = targets[name]
  if (attack === undefined) throw new RangeError(`no such target: ${name}`)
  let slowest_ms = 0
  for (let index = 0; index < count; index += 1) {
    const own = seed + index
    const start = performance.now()
    try {
      attack(createSeeded(own))
    } catch (error) {
      throw new Error(`${name}, seed ${own}: ${String(error)}`, { cause: error })
    }
    slowest_ms = Math.max(slowest_ms, performance.now() - start)
  }
  return { inputs: count, slowest_ms }
}
