import type { Timers } from '../../app/ports/clock.ts'
import type { Exchange } from '../at/exchange.ts'
import type { Session } from '../at/session.ts'
import type { Bell } from './bell.ts'
import { ACKNOWLEDGE, ALIVE } from './commands.ts'
import type { Direct } from './direct.ts'
import type { Inbox } from './inbox.ts'
import type { StateKeeper } from './state.ts'
import { remedyFor, submit } from './submit.ts'
import type { SubmitQueue } from './submit-queue.ts'
import { isFull, refreshState } from './watch.ts'

export interface WorkDeps {
  readonly session: Session
  readonly exchange: Exchange
  readonly timers: Timers
  readonly keeper: StateKeeper
  readonly bell: Bell
  readonly inbox: Inbox
  readonly direct: Direct
  /** True where directly delivered PDUs are acknowledged by AT+CNMA. */
  readonly acknowledge: boolean
  readonly queue: SubmitQueue
  readonly stopping: () => boolean
  /** False for a modem that echoes whatever it is told. */
  readonly echoIsOff: boolean
  /** True once the modem lost its settings. */
  readonly disturbed: () => boolean
}

export type WorkEnd = 'stopped' | 'closed' | 'disturbed'

const REFRESH_MS = 30_000
const SEARCHING_REFRESH_MS = 2_000
const POLL_MS = 30_000
const KEEPALIVE_MS = 10_000
/** Steps of receiving done before a waiting part gets its turn. */
const DRAIN_BURST = 16

/** Serves one link that is set up: receiving, sending and watching share it by turns until something ends it. */
export async function work(deps: WorkDeps): Promise<WorkEnd> {
  const turns = createTurns(deps)
  for (;;) {
    if (deps.stopping()) return 'stopped'
    if (deps.session.isClosed()) return 'closed'
    if (deps.disturbed() || turns.needsSetUp()) return 'disturbed'
    const turn = turns.next()
    if (turn === null) await deps.bell.wait(turns.idleFor_ms())
    else await turn()
  }
}

interface Turns {
  /** What to do now, null when there is nothing. */
  next(): (() => Promise<void>) | null
  idleFor_ms(): number
  /** A refusal told that the modem's settings or its card are not as they were. */
  needsSetUp(): boolean
}

function createTurns(deps: WorkDeps): Turns {
  const { inbox, direct, queue, keeper, exchange, timers } = deps
  let refreshAt = timers.monotonic() + REFRESH_MS
  let pollAt = timers.monotonic() + POLL_MS
  let aliveAt = timers.monotonic() + KEEPALIVE_MS
  let burst = 0
  let needsSetUp = false
  /** Set once a full memory was emptied as far as it goes: what is left is not tried again before the next poll. */
  let emptied = false

  const refresh = async (): Promise<void> => {
    await refreshState(exchange, keeper)
    // A question that some modem never answers is no sign of a restart.
    exchange.takeDisturbed()
    const { phase } = keeper.current()
    refreshAt = timers.monotonic() + (phase === 'searching' ? SEARCHING_REFRESH_MS : REFRESH_MS)
    if (isFull(keeper.current()) && !emptied) inbox.wantUrgently()
    emptied = false
  }

  const receive = async (): Promise<void> => {
    const wasUrgent = inbox.isUrgent()
    await inbox.step()
    if (!wasUrgent || inbox.isUrgent()) return
    emptied = true
    refreshAt = timers.monotonic()
  }

  const send = async (): Promise<void> => {
    burst = 0
    const job = queue.take()
    if (job === undefined) return
    const outcome = await submit(exchange, job.part, deps.echoIsOff)
    const remedy = remedyFor(outcome)
    if (remedy === 'empty-storage') inbox.wantUrgently()
    if (remedy === 'set-up-again') needsSetUp = true
    job.resolve(outcome)
  }

  const acknowledge = async (): Promise<void> => {
    direct.acknowledged()
    await exchange.run(ACKNOWLEDGE)
  }

  const alive = async (): Promise<void> => {
    await exchange.run(ALIVE)
  }

  const choose = (): (() => Promise<void>) | null => {
    const now = timers.monotonic()
    if (inbox.isUrgent() && inbox.hasWork()) return receive
    if (deps.acknowledge && direct.owed() > 0) return acknowledge
    if (keeper.current().phase === 'searching') refreshAt = Math.min(refreshAt, now + SEARCHING_REFRESH_MS)
    if (now >= refreshAt) return refresh
    if (now >= pollAt) {
      pollAt = now + POLL_MS
      inbox.want(null)
    }
    if (inbox.hasWork() && (queue.isEmpty() || burst < DRAIN_BURST)) {
      burst += 1
      return receive
    }
    if (!queue.isEmpty()) return send
    burst = 0
    return now >= aliveAt ? alive : null
  }

  return {
    next() {
      const turn = choose()
      if (turn !== null) aliveAt = timers.monotonic() + KEEPALIVE_MS
      return turn
    },
    needsSetUp: () => needsSetUp,
    idleFor_ms: () => Math.min(refreshAt, pollAt, aliveAt) - timers.monotonic(),
  }
}
