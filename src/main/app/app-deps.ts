import type { CoreEvent } from '../../shared/contract/envelope.ts'
import type { ChainedLog } from './calls/chained-log.ts'
import type { BusinessClock } from './office/business-clock.ts'
import type { CalendarBook } from './office/calendar-book.ts'
import type { OfficeBook } from './office/office-book.ts'
import type { Timers } from './ports/clock.ts'
import type { Digests } from './ports/digests.ts'
import type { Documents, Registries } from './ports/documents.ts'
import type { Logger } from './ports/logger.ts'
import type { Modem } from './ports/modem.ts'
import type { Random } from './ports/random.ts'
import type { Shipped } from './ports/shipped.ts'
import type { Store } from './ports/store.ts'
import type { VirtualPhones } from './ports/virtual-phones.ts'

/** Wakes the jobs after a commit; each is safe to call at any time and as often as one likes. */
export interface Wake {
  /** Something may be waiting in the outbox. */
  outbox(): void
  /** Bills, rules, calendars or hours changed: the plan of reminders is to be made again. */
  plan(): void
}

/** What the use cases are made of; the composition root fills it. */
export interface AppDeps {
  readonly store: Store
  readonly clock: BusinessClock
  readonly timers: Timers
  readonly random: Random
  readonly digests: Digests
  readonly logger: Logger
  readonly offices: OfficeBook
  readonly calendars: CalendarBook
  readonly log: ChainedLog
  readonly modem: Modem
  readonly documents: Documents
  readonly registries: Registries
  readonly shipped: Shipped
  /** Null in a real office. */
  readonly phones: VirtualPhones | null
  readonly wake: Wake
  readonly emit: (event: CoreEvent) => void
}
