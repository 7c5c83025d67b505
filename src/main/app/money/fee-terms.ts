import type { z } from 'zod'
import type { FeeTerms as StoredFee } from '../../../shared/contract/providers.ts'
import type { FeeTerms } from '../../domain/fee.ts'

/** A contract's fee as the rules take it. */
export const feeTerms = (stored: z.output<typeof StoredFee>): FeeTerms => ({
  mode: stored.mode,
  basisPoints: stored.rate_bp,
  fixed: stored.fixed_kop,
  steps: [],
  min: stored.minimum_kop,
  max: stored.maximum_kop,
})
