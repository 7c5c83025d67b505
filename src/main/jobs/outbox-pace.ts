import type { SimTerms } from '../../shared/contract/sim-terms.ts'
import type { Random } from '../app/ports/random.ts'
import type { SimRow } from '../app/ports/tables/modem-rows.ts'
import { reckonedBalance_kop } from '../app/sims/sims.ts'

/** A whole number from `least` to `most`, both included, by two random octets. */
export const drawBetween = (random: Random, least: number, most: number): number => {
  const [high = 0, low = 0] = random.bytes(2)
  return least + Math.floor(((high * 256 + low) / 65_536) * (Math.max(least, most) - least + 1))
}

/** Whether the next part would take the card's balance below what is kept for replies and confirmations. */
export const isPoor = (sim: SimRow, terms: SimTerms): boolean => {
  const balance = reckonedBalance_kop(sim)
  return terms.price_kop !== null && balance !== null && balance - terms.price_kop < terms.reserve_kop
}
