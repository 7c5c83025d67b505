import type { SimTerms } from '../../shared/contract/sim-terms.ts'
import type { OfficeBook } from '../app/office/office-book.ts'
import type { Instant } from '../app/ports/clock.ts'
import type { Random } from '../app/ports/random.ts'
import type { Reader } from '../app/ports/store.ts'
import type { SimRow } from '../app/ports/tables/modem-rows.ts'
import { spansOf } from '../app/sims/sim-counts.ts'
import { lineOf, reckonedBalance_kop, simOf, termsOfSim } from '../app/sims/sims.ts'
import type { SendingState } from './outbox-limits.ts'

/** A whole number from `least` to `most`, both included, by two random octets. */
export const drawBetween = (random: Random, least: number, most: number): number => {
  const [high = 0, low = 0] = random.bytes(2)
  return least + Math.floor(((high * 256 + low) / 65_536) * (Math.max(least, most) - least + 1))
}

/** Whether the next part would take the card's balance below what is kept for replies and confirmations. */
const isPoor = (sim: SimRow, terms: SimTerms): boolean => {
  const balance = reckonedBalance_kop(sim)
  return terms.price_kop !== null && balance !== null && balance - terms.price_kop < terms.reserve_kop
}

/** Instants that the pump knows and the store does not. */
export interface PaceNow {
  readonly now: Instant
  /** When the pause after the last unhurried part ends. */
  readonly pauseEnds: Instant
  readonly quiet: { readonly quiet: boolean; readonly ends: Instant }
}

/** What a card may send now, by its terms, its counts, its money and the hour. */
export const stateOfSending = (
  read: Reader,
  sim: string,
  { now, pauseEnds, quiet }: PaceNow,
  offices: OfficeBook,
): SendingState => {
  const zone = offices.zone(read)
  const { settings } = offices.get(read)
  const row = simOf(read, sim)
  const terms = termsOfSim(row)
  const at = {
    now,
    today: zone.dayOf(now),
    zone,
    officePerMinute: settings.smsPerMinute,
    officePerDay: settings.smsPerDay,
  }
  return {
    now,
    quiet: quiet.quiet,
    quietEnds: quiet.ends,
    spans: spansOf(read, lineOf(read, sim, row), terms, at, false),
    poor: row !== undefined && isPoor(row, terms),
    // A clock set back must not make the pause longer than it is.
    pauseEnds: Math.min(pauseEnds, now + terms.pauseMax_ms),
  }
}
