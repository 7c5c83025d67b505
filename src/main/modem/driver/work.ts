import type { Clock, Timers } from '../../app/ports/clock.ts'
import type { Exchange } from '../at/exchange.ts'
import type { Session } from '../at/session.ts'
import type { Bell } from './bell.ts'
import { ACKNOWLEDGE, ALIVE, KEEP_LINK } from './commands.ts'
import { createDetails, type Details } from './details.ts'
import type { Direct } from './direct.ts'
import type { Inbox } from './inbox.ts'
import type { Ladder } from './ladder.ts'
import type { NetworkClock } from './network-clock.ts'
import type { RestartSigns } from './restart-signs.ts'
import { createSleepWatch } from './sleep-watch.ts'
import type { StateKeeper } from './state.ts'
import { createStoredSends, type MarkProof, type StoredSends } from './stored-sends.ts'
import { isSick, remedyFor, type SubmitDeps, submit } from './submit.ts'
import type { SubmitQueue } from './submit-queue.ts'
import type { Tasks } from './tasks.ts'
import type { Vendor } from './vendor-table.ts'
import { isFull, refreshState } from './watch.ts'

export interface WorkDeps {
  readonly session: Session
  readonly exchange: Exchange
  readonly timers: Timers
  readonly clock: Clock
  readonly keeper: StateKeeper
  readonly bell: Bell
  readonly inbox: Inbox
  readonly direct: Direct
  readonly tasks: Tasks
  readonly networkClock: NetworkClock
  readonly ladder: Ladder
  readonly vendor: Vendor
  readonly storedSends: boolean
  readonly mark: MarkProof
  /** True where directly delivered PDUs are acknowledged by AT+CNMA. */
  readonly acknowledge: boolean
  readonly queue: SubmitQueue
  readonly stopping: () => boolean
  /** False for a modem that echoes whatever it is told. */
  readonly echoIsOff: boolean
  readonly signs: RestartSigns
  /** True once the modem lost its settings. */
  readonly disturbed: () => boolean
  /** True once it is clear that this port announces nothing and another may. */
  readonly isMute: () => boolean
}

/** `refusing`: the modem refuses part after part with a fault of its own and may be restarted. */
export type WorkEnd = 'stopped' | 'closed' | 'disturbed' | 'mute' | 'refusing'

const REFRESH_MS = 30_000
const SEARCHING_REFRESH_MS = 2_000
/** How long a card may take to name its service centre before parts are let through to be refused. */
const CENTRE_PATIENCE_MS = 15_000
const POLL_MS = 30_000
const KEEPALIVE_MS = 10_000
/** Steps of receiving done before a waiting part gets its turn. */
const DRAIN_BURST = 16

/** Serves one link that is set up: receiving, sending and watching share it by turns until something ends it. */
export async function work(deps: WorkDeps): Promise<WorkEnd> {
  const turns = new Turns(deps)
  const sleep = createSleepWatch(deps.timers, deps.clock)
  for (;;) {
    if (deps.stopping()) return 'stopped'
    if (deps.session.isClosed()) return 'closed'
    if (turns.refuses()) return 'refusing'
    // After a sleep another card or another modem may be there.
    if (deps.disturbed() || turns.needsSetUp() || sleep.slept()) return 'disturbed'
    if (deps.isMute()) return 'mute'
    const turn = turns.next()
    if (turn !== null) await turn()
    else {
      const idle_ms = turns.idleFor_ms()
      sleep.restingFor(idle_ms)
      await deps.bell.wait(idle_ms)
    }
  }
}

type Turn = () => Promise<unknown>

/** Decides what the link does next, and remembers when what is due. */
class Turns {
  readonly #deps: WorkDeps
  readonly #submitDeps: SubmitDeps
  readonly #stored: StoredSends
  readonly #details: Details
  readonly #patientUntil: number
  #refreshAt: number
  #pollAt: number
  #aliveAt: number
  #burst = 0
  #asked = false
  #needsSetUp = false
  #refuses = false
  #linkKept = false
  /** Set once a full memory was emptied as far as it goes: what is left is not tried again before the next poll. */
  #emptied = false

  constructor(deps: WorkDeps) {
    this.#deps = deps
    const { exchange, timers, echoIsOff, vendor, signs } = deps
    const { busyCodes } = vendor
    this.#submitDeps = { exchange, timers, refuseEcho: echoIsOff, endedBy: signs.prove, busyCodes }
    this.#stored = createStoredSends(this.#submitDeps, deps.storedSends, deps.mark)
    this.#details = createDetails(deps)
    const now = timers.monotonic()
    this.#patientUntil = now + CENTRE_PATIENCE_MS
    this.#refreshAt = now + REFRESH_MS
    this.#pollAt = now + POLL_MS
    this.#aliveAt = now + KEEPALIVE_MS
  }

  /** What to do now, null when there is nothing. */
  next(): Turn | null {
    const turn = this.#choose()
    if (turn !== null) this.#aliveAt = this.#now() + KEEPALIVE_MS
    return turn
  }

  idleFor_ms(): number {
    return Math.min(this.#refreshAt, this.#pollAt, this.#aliveAt, this.#details.dueAt()) - this.#now()
  }

  /** A refusal told that the modem's settings or its card are not as they were. */
  needsSetUp(): boolean {
    return this.#needsSetUp
  }

  refuses(): boolean {
    return this.#refuses
  }

  #now(): number {
    return this.#deps.timers.monotonic()
  }

  #choose(): Turn | null {
    const { inbox, direct, queue, keeper, exchange, tasks, acknowledge } = this.#deps
    const now = this.#now()
    if (inbox.isUrgent() && inbox.hasWork()) return () => this.#receive()
    if (acknowledge && direct.owed() > 0) return () => this.#acknowledge()
    if (keeper.current().phase === 'searching') {
      this.#refreshAt = Math.min(this.#refreshAt, now + SEARCHING_REFRESH_MS)
    }
    // A person's question goes between two parts, never before two of them.
    if (tasks.hasWork() && (queue.isEmpty() || !this.#asked)) return () => this.#ask()
    this.#asked = false
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
    if (now >= this.#details.dueAt()) return () => this.#details.step()
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

  async #ask(): Promise<void> {
    const { tasks, exchange } = this.#deps
    this.#asked = true
    await tasks.step(exchange)
    // A question that some modem never answers is no sign of a restart.
    exchange.takeDisturbed()
  }

  async #refresh(): Promise<void> {
    const { exchange, keeper, inbox } = this.#deps
    await refreshState(exchange, keeper, this.#now() < this.#patientUntil)
    exchange.takeDisturbed()
    this.#tellLadder()
    const searching = keeper.current().phase === 'searching'
    this.#refreshAt = this.#now() + (searching ? SEARCHING_REFRESH_MS : REFRESH_MS)
    if (isFull(keeper.current()) && !this.#emptied) inbox.wantUrgently()
    this.#emptied = false
  }

  async #send(): Promise<void> {
    const { queue, inbox, ladder } = this.#deps
    this.#burst = 0
    const job = queue.take()
    if (job === undefined) return
    if (!this.#linkKept && isOneOfSeveral(job.part.pdu)) await this.#keepLink()
    const outcome = this.#stored.on()
      ? await this.#stored.submit(job.part)
      : await submit(this.#submitDeps, job.part)
    const remedy = remedyFor(outcome)
    if (remedy === 'empty-storage') inbox.wantUrgently()
    if (remedy === 'set-up-again') this.#needsSetUp = true
    if (outcome.kind === 'accepted') ladder.accepted()
    if (isSick(outcome)) {
      this.#refuses = ladder.refused()
      this.#tellLadder()
    }
    job.resolve(outcome)
  }

  /** The parts of one message follow at once: the radio link may stay open between them. */
  async #keepLink(): Promise<void> {
    this.#linkKept = true
    const { exchange } = this.#deps
    if (!exchange.takeDisturbed()) {
      await exchange.run(KEEP_LINK)
      exchange.takeDisturbed()
    } else this.#needsSetUp = true
  }

  #tellLadder(): void {
    const { keeper, ladder } = this.#deps
    if (ladder.step() === 'replug' && keeper.current().phase === 'ready') keeper.change({ problem: 'replug' })
  }

  async #acknowledge(): Promise<void> {
    this.#deps.direct.acknowledged()
    await this.#deps.exchange.run(ACKNOWLEDGE)
  }
}

const HEADER_INDICATOR = 0x40

/** True for a part with a header of its own, as those of a longer message have (3GPP TS 23.040, 9.2.3.23). */
function isOneOfSeveral(pdu: string): boolean {
  const serviceCentre = Number.parseInt(pdu.slice(0, 2), 16)
  const first = Number.parseInt(pdu.slice(2 + 2 * serviceCentre, 4 + 2 * serviceCentre), 16)
  return (first & HEADER_INDICATOR) !== 0
}
