import type { AppDeps } from '../app-deps.ts'
import type { ModemLinks } from '../ports/modem-links.ts'
import type { RestOf } from '../sims/alarms.ts'

/** What the modem's screen works with beside the store. */
export interface LinkDeps
  extends Pick<AppDeps, 'store' | 'clock' | 'offices' | 'log' | 'wake' | 'emit' | 'logger'> {
  readonly links: ModemLinks
  readonly restOf: RestOf
  /** A person has said what a card is. */
  readonly lookAtCards: () => void
}
