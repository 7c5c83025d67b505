import type { Timers } from '../../app/ports/clock.ts'
import type { Logger } from '../../app/ports/logger.ts'
import type { ModemSink } from '../../app/ports/modem.ts'
import type { Session } from '../at/session.ts'
import type { Bell } from './bell.ts'
import type { Direct } from './direct.ts'
import type { Handled } from './handled.ts'
import type { Pins } from './pins.ts'
import type { StateKeeper } from './state.ts'
import type { SubmitQueue } from './submit-queue.ts'

/** What outlives a link: shared by every connection between start and stop. */
export interface DriverContext {
  readonly timers: Timers
  readonly logger: Logger
  readonly trace: (line: string) => void
  readonly sink: ModemSink
  readonly keeper: StateKeeper
  readonly bell: Bell
  readonly pins: Pins
  readonly queue: SubmitQueue
  readonly handled: Handled
  readonly direct: Direct
  readonly stopping: () => boolean
  /** Tells which session serves now, so that `stop` can end it. */
  readonly serving: (session: Session | null) => void
}
