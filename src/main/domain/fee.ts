import { type Kopecks, scaleMoney } from '../../shared/money.ts'

/** Who bears the office's fee: the payer above the sum, the payer out of it, or the provider. */
export type FeeMode = 'on-top' | 'inside' | 'from-provider'

export interface FeeRate {
  /** Hundredths of a percent: 200 is 2 %. */
  readonly basisPoints: number
  readonly fixed: Kopecks
}

/** A rate that replaces the base one from a sum on. */
export interface FeeStep extends FeeRate {
  readonly from: Kopecks
}

/** The fee of a contract, dated with it; the version valid on the payment's day counts. */
export interface FeeTerms extends FeeRate {
  readonly mode: FeeMode
  readonly steps: readonly FeeStep[]
  readonly min: Kopecks | null
  readonly max: Kopecks | null
}

/** One payment's money: `total` is handed over, `credited` goes to the account. */
export interface FeeSplit {
  readonly credited: Kopecks
  readonly fee: Kopecks
  readonly total: Kopecks
  /** Who pays the fee. */
  readonly bearer: 'payer' | 'provider'
}

const wholeInBasisPoints = 10_000n

/** The fee on a sum: rate and fixed part of its step, rounded half-up once, then kept between min and max. */
export function feeOf(sum: Kopecks, terms: FeeTerms): Kopecks {
  if (sum < 0) throw new RangeError(`no fee on a negative sum: ${sum}`)
  if (sum === 0) return 0
  const rate = rateOf(sum, terms)
  const fee = scaleMoney(sum, BigInt(rate.basisPoints), wholeInBasisPoints) + rate.fixed
  return Math.min(Math.max(fee, terms.min ?? 0), terms.max ?? Number.MAX_SAFE_INTEGER)
}

/** The split when `credited` is what the account must get; inside the sum, `credited` is what is handed over. */
export function splitSum(sum: Kopecks, terms: FeeTerms): FeeSplit {
  const fee = feeOf(sum, terms)
  switch (terms.mode) {
    case 'on-top':
      return { credited: sum, fee, total: sum + fee, bearer: 'payer' }
    case 'inside': {
      const taken = Math.min(fee, sum)
      return { credited: sum - taken, fee: taken, total: sum, bearer: 'payer' }
    }
    case 'from-provider':
      return { credited: sum, fee, total: sum, bearer: 'provider' }
  }
}

/**
 * The split when the payer hands over `total` and no more: the most that the account can get. What no split can
 * use (a kopeck at a rounding or at a step) is left out of `total` and is change.
 */
export function splitTotal(total: Kopecks, terms: FeeTerms): FeeSplit {
  if (terms.mode !== 'on-top') return splitSum(total, terms)
  const bounds = [0, ...terms.steps.map((step) => step.from)].sort((a, b) => a - b)
  for (const [index, from] of [...bounds.entries()].reverse()) {
    const below = Math.min((bounds[index + 1] ?? total + 1) - 1, total)
    const sum = largest(from, below, (tried) => tried + feeOf(tried, terms) <= total)
    if (sum !== null) return splitSum(sum, terms)
  }
  return splitSum(0, terms)
}

/** The largest number between two that passes, when all below a passing one pass too. */
function largest(from: number, to: number, passes: (tried: number) => boolean): number | null {
  if (from > to || !passes(from)) return null
  let good = from
  let bad = to + 1
  while (bad - good > 1) {
    const middle = good + Math.floor((bad - good) / 2)
    if (passes(middle)) good = middle
    else bad = middle
  }
  return good
}

function rateOf(sum: Kopecks, terms: FeeTerms): FeeRate {
  let rate: FeeRate = terms
  let reached = -1
  for (const step of terms.steps) {
    if (step.from <= sum && step.from > reached) {
      rate = step
      reached = step.from
    }
  }
  return rate
}
