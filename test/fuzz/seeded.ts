/** Numbers that come again for the same seed: a 32-bit xorshift, enough to pick octets with. */
export interface Seeded {
  /** 0 … below. */
  below(limit: number): number
  octets(length: number): Uint8Array
  pick<T>(items: readonly T[]): T
}

export const createSeeded = (seed: number): Seeded => {
  let state = seed | 0 || 1
  const next = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
  const below = (limit: number): number => next() % limit
  return {
    below,
    octets: (length) => Uint8Array.from({ length }, () => next() & 0xff),
    pick: (items) => {
      const item = items[below(items.length)]
      if (item === undefined) throw new RangeError('nothing to pick from')
      return item
    },
  }
}
