/** Two different places of `count` words, from 0, in order; `random` gives a number from 0 up to 1. */
export function askedWords(count: number, random: () => number): readonly number[] {
  if (count < 2) return [0]
  const first = Math.floor(random() * count)
  const step = 1 + Math.floor(random() * (count - 1))
  return [first, (first + step) % count].toSorted((one, other) => one - other)
}
