import type { ModemSink } from '../../app/ports/modem.ts'
import type { Session } from '../at/session.ts'
import { createBell } from './bell.ts'
import { live } from './connect.ts'
import type { DriverContext } from './context.ts'
import { createDirect } from './direct.ts'
import type { DriverDeps } from './driver.ts'
import { createLadder } from './ladder.ts'
import { createNetworkClock } from './network-clock.ts'
import { createStateKeeper } from './state.ts'
import { createSubmitQueue } from './submit-queue.ts'
import { createTasks } from './tasks.ts'
import { createUssd } from './ussd.ts'
import { type Vendor, vendorOf } from './vendor-table.ts'

/** What outlives a stop and a start. */
export type Kept = Pick<DriverContext, 'pins' | 'handled' | 'trace' | 'wishes'>

export interface Run {
  readonly context: DriverContext
  readonly ended: Promise<void>
  readonly stop: () => void
}

/** How long `stop` waits for the part in flight before it closes the link under it. */
const STOP_GRACE_MS = 5_000

/** Begins to look for a modem; `ended` resolves when nothing of it is left. */
export function beginRun(deps: DriverDeps, sink: ModemSink, kept: Kept): Run {
  const { timers, clock, logger } = deps
  let stopping = false
  let session: Session | null = null
  let vendor: Vendor = vendorOf(null, null)
  let cancelGrace = (): void => {}
  const bell = createBell(timers)
  const keeper = createStateKeeper((state) => sink.state(state))
  const tasks = createTasks(bell.ring)
  const networkClock = createNetworkClock(clock, keeper)
  const context: DriverContext = {
    ...kept,
    timers,
    clock,
    logger,
    sink,
    keeper,
    bell,
    tasks,
    networkClock,
    direct: createDirect(heard(sink, networkClock), logger, bell.ring),
    queue: createSubmitQueue(),
    ladder: createLadder(),
    mute: new Set(),
    marking: new Set(),
    ussd: createUssd({
      timers,
      tasks,
      ready: () => keeper.current().phase === 'ready',
      forms: () => vendor.ussd,
      unasked: (text) => sink.ussd?.(text),
    }),
    stopping: () => stopping,
    serving(current) {
      session = current
    },
    speaking(row) {
      vendor = row
    },
  }
  const ended = live(deps, context).then(() => {
    cancelGrace()
    return context.direct.settled()
  })
  const stop = (): void => {
    if (stopping) return
    stopping = true
    context.queue.refuseAll('stopped')
    tasks.refuseAll()
    context.ussd.drop()
    bell.ring()
    cancelGrace = timers.after(STOP_GRACE_MS, () => {
      session?.close().catch((problem: unknown) => {
        logger.warn('the link does not close', { problem: String(problem) })
      })
    })
  }
  return { context, ended, stop }
}

/** What comes directly comes now: its discharge tells the time. */
function heard(
  sink: ModemSink,
  networkClock: { reported: DriverContext['networkClock']['reported'] },
): ModemSink {
  return {
    ...sink,
    incoming: (part) => sink.incoming(part),
    async report(report) {
      await sink.report(report)
      networkClock.reported(report)
    },
    state: (state) => sink.state(state),
  }
}
