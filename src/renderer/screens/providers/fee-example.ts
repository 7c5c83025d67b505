import type { CallInput } from '../../../shared/contract/contract.ts'
import { type Kopecks, scaleMoney } from '../../../shared/money.ts'

export type FeeTerms = CallInput<'providers.saveContract'>['fee']

/** Hundredths of a percent in a whole. */
const wholeInBasisPoints = 10_000n

/** The fee that these terms take on a sum, as the desk takes it: rounded half-up once, then between its bounds. */
export function feeExample(sum: Kopecks, terms: FeeTerms): Kopecks {
  const fee = scaleMoney(sum, BigInt(terms.rate_bp), wholeInBasisPoints) + terms.fixed_kop
  return Math.min(Math.max(fee, terms.minimum_kop), terms.maximum_kop ?? Number.MAX_SAFE_INTEGER)
}
