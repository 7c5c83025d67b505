import { type Day, daysBetween } from '../../shared/days.ts'
import { type Kopecks, roundHalfUp } from '../../shared/money.ts'

/** From day `from` of delay on, each day costs 1/`divisor` of the yearly rate. */
export interface PenaltyStep {
  readonly from: number
  readonly divisor: number
}

/**
 * A penalty rule in force from a day to a day (null: no end known). For housing: ЖК РФ, ст. 155, ч. 14, with the
 * ceiling of the rate set by the Government for the time being.
 */
export interface PenaltyRegime {
  readonly from: Day
  readonly until: Day | null
  /** The highest yearly rate, basis points; null takes the key rate as it is. */
  readonly ceiling_basisPoints: number | null
  /** The rate is the lesser of the ceiling and the key rate of the day; false takes the ceiling alone. */
  readonly followsKeyRate: boolean
  readonly steps: readonly PenaltyStep[]
}

/** The Bank of Russia's key rate from a day on. */
export interface KeyRate {
  readonly from: Day
  readonly basisPoints: number
}

/** A part of a debt: paid on a day, or still owed on the day of the forecast. */
export interface DebtPiece {
  readonly amount: Kopecks
  readonly until: Day
}

export interface PenaltyRules {
  readonly regimes: readonly PenaltyRegime[]
  readonly keyRates: readonly KeyRate[]
}

/**
 * The penalty of one bill, a forecast («расчётно»): the provider's own figure stands above it. Each piece is
 * charged at the rate of the day it was paid, summed exactly and rounded once, half-up. Null where no
 * regime is known for such a day, or it gives no rate; while the key rate is unknown the ceiling stands.
 */
export function forecastPenalty(due: Day, pieces: readonly DebtPiece[], rules: PenaltyRules): Kopecks | null {
  let numerator = 0n
  let denominator = 1n
  for (const { amount, until } of pieces) {
    const regime = inForce(rules.regimes, until)
    const rate = regime && rateOn(until, regime, rules.keyRates)
    if (!regime || rate === null) return null
    for (const { days, divisor } of chargedDays(daysBetween(due, until), regime.steps)) {
      const share = BigInt(amount) * BigInt(rate) * BigInt(days)
      const size = 10_000n * BigInt(divisor)
      numerator = numerator * size + share * denominator
      denominator *= size
    }
  }
  return roundHalfUp(numerator, denominator)
}

/** The last day of the regime in force, so that its end can be announced; null where none ends. */
export function regimeEnds(day: Day, regimes: readonly PenaltyRegime[]): Day | null {
  return inForce(regimes, day)?.until ?? null
}

function chargedDays(
  delay_days: number,
  steps: readonly PenaltyStep[],
): readonly { days: number; divisor: number }[] {
  const sorted = steps.toSorted((a, b) => a.from - b.from)
  return sorted.map(({ from, divisor }, index) => {
    const last = Math.min(delay_days, (sorted[index + 1]?.from ?? Number.POSITIVE_INFINITY) - 1)
    return { days: Math.max(last - from + 1, 0), divisor }
  })
}

function inForce(regimes: readonly PenaltyRegime[], day: Day): PenaltyRegime | null {
  return regimes.find((one) => one.from <= day && (one.until === null || day <= one.until)) ?? null
}

function rateOn(day: Day, regime: PenaltyRegime, keyRates: readonly KeyRate[]): number | null {
  const ceiling = regime.ceiling_basisPoints
  if (ceiling !== null && !regime.followsKeyRate) return ceiling
  const known = keyRates.filter((one) => one.from <= day).sort((a, b) => (a.from < b.from ? 1 : -1))
  const keyRate = known[0]?.basisPoints ?? null
  if (keyRate === null) return ceiling
  return ceiling === null ? keyRate : Math.min(ceiling, keyRate)
}
