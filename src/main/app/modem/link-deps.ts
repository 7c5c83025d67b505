import type { AppDeps } from '../app-deps.ts'
import type { LinkNumber, ModemLinks } from '../ports/modem-links.ts'
import type { RestOf } from '../sims/alarms.ts'

/** What the modem's screen works with beside the store. */
export interface LinkDeps
  extends Pick<AppDeps, 'store' | 'clock' | 'offices' | 'log' | 'wake' | 'emit' | 'logger'> {
  readonly links: ModemLinks
  readonly restOf: RestOf
  /** A modem's port or its way of sending changed: its link is made anew. */
  readonly reopen: (link: LinkNumber) => void
  /** A person has said what a card is. */
  readonly lookAtCards: () => void
}
