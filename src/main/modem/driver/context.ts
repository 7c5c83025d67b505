import type { Clock, Timers } from '../../app/ports/clock.ts'
import type { Logger } from '../../app/ports/logger.ts'
import type { ModemSink } from '../../app/ports/modem.ts'
import type { Session } from '../at/session.ts'
import type { Bell } from './bell.ts'
import type { Direct } from './direct.ts'
import type { Handled } from './handled.ts'
import type { Identity } from './identity.ts'
import type { Ladder } from './ladder.ts'
import type { NetworkClock } from './network-clock.ts'
import type { Pins } from './pins.ts'
import type { StateKeeper } from './state.ts'
import type { SubmitQueue } from './submit-queue.ts'
import type { Tasks } from './tasks.ts'
import type { UssdDialogue } from './ussd.ts'
import type { Vendor } from './vendor-table.ts'

/** What the office asks of the link, read anew at every set-up. */
export interface LinkWishes {
  /** The modem and card to use; others are told and wait for a person. */
  readonly expected: Identity
  /** IMEIs of modems that are another link's. */
  readonly others: readonly string[]
  /** Send what the device keeps by itself (ZTE's AT+ZCDRUN, Huawei's AT^PORTSEL). */
  readonly persistentSetup: boolean
  /** Send by AT+CMGW and AT+CMSS, so that the card's «sent» mark answers where the network's word was lost. */
  readonly storedSends: boolean
}

/** What outlives a link: shared by every connection between start and stop. */
export interface DriverContext {
  readonly timers: Timers
  readonly clock: Clock
  readonly logger: Logger
  readonly trace: (line: string) => void
  readonly sink: ModemSink
  readonly keeper: StateKeeper
  readonly bell: Bell
  readonly pins: Pins
  readonly queue: SubmitQueue
  readonly tasks: Tasks
  readonly ussd: UssdDialogue
  readonly networkClock: NetworkClock
  readonly ladder: Ladder
  readonly handled: Handled
  readonly direct: Direct
  /** IMEIs of modems that were seen to mark a stored part as sent. */
  readonly marking: Set<string>
  /** Ports that were found to announce nothing. */
  readonly mute: Set<string>
  readonly wishes: () => LinkWishes
  readonly stopping: () => boolean
  /** Tells which session serves now, so that `stop` can end it, and by which row of the table. */
  readonly serving: (session: Session | null) => void
  readonly speaking: (vendor: Vendor) => void
}

/** Where the port stands among the others. */
export interface PortPlace {
  readonly path: string
  /** Another modem may be tried, so that a wrong one need not be asked about yet. */
  readonly others: boolean
  /** Path of the same stick's port on another interface; null where there is none. */
  readonly sibling: (interfaceNumber: number) => string | null
  readonly hasSibling: () => boolean
}
