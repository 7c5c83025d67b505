import { type Kopecks, sumMoney } from '../../../shared/money.ts'

/** Notes and coins of the Bank of Russia in use, in kopecks, the largest first. */
export const denominations_kop: readonly Kopecks[] = [
  500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 1_000, 500, 200, 100, 50, 10,
]

/** What was counted: pieces typed for each denomination, keyed by its kopecks. */
export type Counted = Readonly<Record<number, string>>

/** Pieces as typed: an empty field is none, null is no count. */
export function piecesOf(text: string): number | null {
  const bare = text.trim()
  if (bare === '') return 0
  return /^\d{1,6}$/.test(bare) ? Number(bare) : null
}

/** The sum of what was counted; null while some field holds no count. */
export function countedSum(counted: Counted): Kopecks | null {
  const sums = denominations_kop.map((value) => {
    const pieces = piecesOf(counted[value] ?? '')
    return pieces === null ? null : pieces * value
  })
  const known = sums.filter((sum) => sum !== null)
  return known.length === sums.length ? sumMoney(known) : null
}
