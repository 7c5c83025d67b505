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
  const turns = new Turns(deps)
  for (;;) {
    if (deps.stopping()) return 'stopped'
    if (deps.session.isClosed()) return 'closed'
    if (deps.disturbed() || turns.needsSetUp()) return 'disturbed'
    const turn = turns.next()
    if (turn === null) await deps.bell.wait(turns.idleFor_ms())
    else await turn()
  }
}

/** Decides what the link does next, and remembers when what is due. */
class Turns {
  readonly #deps: WorkDeps
  #refreshAt: number
  #pollAt: number
  #aliveAt: number
  #burst = 0
  #needsSetUp = false
  /** Set once a full memory was emptied as far as it goes: what is left is not tried again before the next poll. */
  #emptied = false

  constructor(deps: WorkDeps) {
    this.#deps = deps
    const now = deps.timers.monotonic()
    this.#refreshAt = now + REFRESH_MS
    this.#pollAt = now + POLL_MS
    this.#aliveAt = now + KEEPALIVE_MS
  }

  /** What to do now, null when there is nothing. */
  next(): (() => Promise<unknown>) | null {
    const turn = this.#choose()
    if (turn !== null) this.#aliveAt = this.#now() + KEEPALIVE_MS
    return turn
  }

  idleFor_ms(): number {
    return Math.min(this.#refreshAt, this.#pollAt, this.#aliveAt) - this.#now()
  }

  /** A refusal told that the modem's settings or its card are not as they were. */
  needsSetUp(): boolean {
    return this.#needsSetUp
  }

  #now(): number {
    return this.#deps.timers.monotonic()
  }

  #choose(): (() => Promise<unknown>) | null {
    const { inbox, direct, queue, keeper, exchange, acknowledge } = this.#deps
    const now = this.#now()
    if (inbox.isUrgent() && inbox.hasWork()) return () => this.#receive()
    if (acknowledge && direct.owed() > 0) return () => this.#acknowledge()
    if (keeper.current().phase === 'searching') {
      this.#refreshAt = Math.min(this.#refreshAt, now + SEARCHING_REFRESH_MS)
    }
    if (now >= this.#refreshAt) return () => this.#refresh()
    if (now >= this.#pollAt) {
      this.#pollAt = now + POLL_MS
      inbox.want(null)
    }
    if (inbox.hasWork() && (queue.isEmpty() || this.#burst < DRAIN_BURST)) {
      this.#burst += 1
      return () => this.#receive()
    }
    if (!queue.isEmpty()) return () => this.#send()
    this.#burst = 0
    return now >= this.#aliveAt ? () => exchange.run(ALIVE) : null
  }

  async #receive(): Promise<void> {
    const { inbox } = this.#deps
    const wasUrgent = inbox.isUrgent()
    await inbox.step()
    if (!wasUrgent || inbox.isUrgent()) return
    this.#emptied = true
    this.#refreshAt = this.#now()
  }

  async #refresh(): Promise<void> {
    const { exchange, keeper, inbox } = this.#deps
    await refreshState(exchange, keeper)
    // A question that some modem never answers is no sign of a restart.
    exchange.takeDisturbed()
    const searching = keeper.current().phase === 'searching'
    this.#refreshAt = this.#now() + (searching ? SEARCHING_REFRESH_MS : REFRESH_MS)
    if (isFull(keeper.current()) && !this.#emptied) inbox.wantUrgently()
    this.#emptied = false
  }

  async #send(): Promise<void> {
    const { queue, exchange, inbox, echoIsOff } = this.#deps
    this.#burst = 0
    const job = queue.take()
    if (job === undefined) return
    const outcome = await submit(exchange, job.part, echoIsOff)
    const remedy = remedyFor(outcome)
    if (remedy === 'empty-storage') inbox.wantUrgently()
    if (remedy === 'set-up-again') this.#needsSetUp = true
    job.resolve(outcome)
  }

  async #acknowledge(): Promise<void> {
    this.#deps.direct.acknowledged()
    await this.#deps.exchange.run(ACKNOWLEDGE)
  }
}
