import { type Lane, lanes } from '../app/messages/message-args.ts'
import type { RenderMessage } from '../app/messages/renderer.ts'
import type { BusinessClock } from '../app/office/business-clock.ts'
import type { OfficeBook } from '../app/office/office-book.ts'
import { readSetting } from '../app/office/office-book.ts'
import type { Instant, Timers } from '../app/ports/clock.ts'
import type { Logger } from '../app/ports/logger.ts'
import type { Modem, SubmitOutcome } from '../app/ports/modem.ts'
import type { Random } from '../app/ports/random.ts'
import { sql } from '../app/ports/sql.ts'
import type { Reader, Store } from '../app/ports/store.ts'
import { unnamedSim } from '../app/sims/sim-terms.ts'
import { simOf, termsOfSim } from '../app/sims/sims.ts'
import { begin } from './outbox-begin.ts'
import { type Breaker, createBreaker, type OutboxState, type Rest, stateOfBreaker } from './outbox-breaker.ts'
import { laneVerdict, type SendingState } from './outbox-limits.ts'
import { drawBetween, stateOfSending } from './outbox-pace.ts'
import { nextDueInLane, park } from './outbox-rows.ts'
import { type Aftermath, type Submitting, settle, settleInterrupted } from './outbox-settle.ts'
import { noteTrouble } from './outbox-trouble.ts'

export interface OutboxDeps {
  readonly store: Store
  readonly clock: BusinessClock
  readonly timers: Timers
  readonly logger: Logger
  readonly modem: Pick<Modem, 'prepare'>
  /** The card and modem that send now; null when none may. */
  readonly active: () => SendingLink | null
  readonly random: Random
  readonly offices: OfficeBook
  readonly render: RenderMessage
  /** Whether reminders and advertising must wait at `now`, and till when. */
  readonly quiet: (read: Reader, now: Instant) => { readonly quiet: boolean; readonly ends: Instant }
  readonly changed: () => void
  /** A card's sending rests: for the history and for a spare. */
  readonly rested?: (sim: string, rest: Rest) => void
}

export interface SendingLink {
  /** IMSI of the card; `unknown` where the modem does not tell it. */
  readonly sim: string
  readonly modem: Pick<Modem, 'submit'>
}

export interface OutboxPump {
  /** Of a card. */
  state(sim: string): OutboxState
  /** Settles what an earlier run left half done. Call once, before the modem starts. */
  recover(): Promise<void>
  wake(): void
  /** Resolves when nothing of what waits now can leave at this instant of the business clock. */
  idle(): Promise<void>
  /** The business instant at which a waiting message may leave, not before now; null when nothing waits. */
  nextInstant(): Instant | null
  /** Lets the part under way end, and begins no other. */
  stop(): Promise<void>
}

/** The next part, marked, with the link that takes it; `more` after many were dropped. */
type Next = { readonly on: Submitting; readonly link: SendingLink } | 'more' | null

const laneOrder: readonly Lane[] = ['reply', 'confirmation', 'reminder', 'campaign']
const longestNap_ms = 60_000
const afterStumble_ms = 10_000
const shortestNap_ms = 50
export const createOutboxPump = (deps: OutboxDeps): OutboxPump => {
  const { store, clock, timers } = deps
  let running: Promise<void> | null = null
  let again = false
  let stopped = false
  let cancelNap = (): void => undefined
  const breakers = new Map<string, Breaker>()
  /** Who waits for the messages up to an id; more may come all the time. */
  let waiters: { readonly upTo: number; readonly resolve: () => void }[] = []
  /** A bug in the queue must not become a busy loop. */
  let stumbledUntil_ms = 0
  /** Business instant at which the pause after the last unhurried part ends. */
  let pauseEnds = 0

  const breakerOf = (sim: string): Breaker => {
    const breaker = breakers.get(sim) ?? createBreaker()
    breakers.set(sim, breaker)
    return breaker
  }

  const sendingState = (read: Reader, now: Instant, sim: string): SendingState =>
    stateOfSending(read, sim, { now, pauseEnds, quiet: deps.quiet(read, now) }, deps.offices)

  /** The link that may take a part now: its card is ours, nobody holds the queue, and it does not rest. */
  const sending = (): SendingLink | null => {
    if (stopped || timers.monotonic() < stumbledUntil_ms || deps.offices.find(store.read) === null)
      return null
    if (readSetting(store.read, 'hold') !== null) return null
    const link = deps.active()
    if (link === null) return null
    return breakerOf(link.sim).state(timers.monotonic()) === 'resting' ? null : link
  }

  /** The rest that an outcome began and that somebody should hear of; null when none. */
  const note = (on: Submitting, aftermath: Aftermath): Rest | null => {
    const { recipient } = on.message
    const breaker = breakerOf(on.part.sim ?? unnamedSim)
    const rest = breaker.note({ ...aftermath, recipient }, timers.monotonic())
    return rest === null || rest.why === 'link' ? null : rest
  }

  /** After the transaction: who hears of it writes one of his own. */
  const tellRest = (on: Submitting, rest: Rest): void => {
    deps.logger.warn('sending rests', { why: rest.why, code: rest.code })
    deps.rested?.(on.part.sim ?? unnamedSim, rest)
  }

  /** The pause a person would make before the next of many. */
  const pause = (read: Reader, on: Submitting, now: Instant): void => {
    if (on.message.lane <= lanes.confirmation) return
    const { pauseMin_ms, pauseMax_ms } = termsOfSim(simOf(read, on.part.sim ?? unnamedSim))
    pauseEnds = now + drawBetween(deps.random, pauseMin_ms, pauseMax_ms)
  }

  /** One transaction: what became of the part before, and the mark of the next. */
  const turn = (before: { on: Submitting; outcome: SubmitOutcome } | null): Promise<Next> => {
    let rest: Rest | null = null
    const next = store.write((tx): Next => {
      const now = clock.now()
      if (before !== null) {
        const aftermath = settle(tx, before.on, before.outcome, now)
        rest = note(before.on, aftermath)
        noteTrouble(tx, before.on, before.outcome, now)
        pause(tx, before.on, now)
      }
      const link = sending()
      if (link === null || (before !== null && before.on.part.sim !== link.sim)) {
        if (before !== null) park(tx, before.on.message.id)
        if (link === null) return null
      }
      const probing = breakerOf(link.sim).state(timers.monotonic()) === 'probe'
      const state = sendingState(tx, now, link.sim)
      const open = laneOrder.filter((lane) => laneVerdict(lane, state).open)
      const current =
        before?.on.part.sim === link.sim && before.on.part.number < before.on.part.total && !probing
          ? before.on.message
          : null
      const at = { now, today: deps.offices.zone(tx).dayOf(now), sim: link.sim, lanes: open }
      const begun = begin(tx, current, deps, at)
      return begun === null || begun === 'more' ? begun : { on: begun, link }
    })
    if (before !== null && rest !== null) tellRest(before.on, rest)
    return next
  }

  const nothingWaits = (): boolean => {
    const now = clock.now()
    return laneOrder.every((lane) => {
      const due = nextDueInLane(store.read, lane)
      return due === null || due > now
    })
  }

  /** Whether a message up to an id may leave now: its lane is open and it is due. */
  const mayStillLeave = (upTo: number): boolean => {
    const link = sending()
    if (link === null) return false
    const now = clock.now()
    const state = sendingState(store.read, now, link.sim)
    const open = laneOrder.filter((lane) => laneVerdict(lane, state).open).map((lane) => lanes[lane])
    const waiting = sql
      .selectFrom('message')
      .select('id')
      .where('status', 'in', ['queued', 'sending'])
      .where('lane', 'in', open)
      .where('not_before', '<=', now)
      .where('id', '<=', upTo)
      .limit(1)
    return open.length > 0 && store.read.first(waiting) !== undefined
  }

  const tellWaiters = (): void => {
    for (const waiter of waiters) if (!mayStillLeave(waiter.upTo)) waiter.resolve()
  }

  const drain = async (): Promise<void> => {
    if (sending() === null || nothingWaits()) return
    let next = await turn(null)
    while (next !== null) {
      if (next === 'more') {
        next = await turn(null)
        continue
      }
      const { on, link } = next
      const outcome = await link.modem.submit({ pdu: on.part.pdu, length: on.part.length })
      if (outcome.kind !== 'accepted')
        deps.logger.warn('a part was not accepted', { message: on.message.id, outcome: outcome.kind })
      next = await turn({ on, outcome })
      deps.changed()
      tellWaiters()
    }
    deps.changed()
  }

  const nextInstant = (): Instant | null => {
    // Without a modem nothing can leave; it wakes the pump itself when it is ready.
    const link = stopped || deps.offices.find(store.read) === null ? null : deps.active()
    if (link === null) return null
    const now = clock.now()
    const state = sendingState(store.read, now, link.sim)
    const instants = laneOrder.flatMap((lane) => {
      const due = nextDueInLane(store.read, lane)
      if (due === null) return []
      const verdict = laneVerdict(lane, state)
      return [Math.max(due, verdict.open ? now : verdict.until)]
    })
    return instants.length === 0 ? null : Math.min(...instants)
  }

  /** Looks again by itself when the next message is due, or the quiet hours, a rest or the day's cap end. */
  const nap = (): void => {
    cancelNap()
    if (stopped) return
    const next = nextInstant()
    const wait_ms = next === null ? longestNap_ms : Math.max(shortestNap_ms, next - clock.now())
    const link = deps.active()
    const rest = link === null ? null : breakerOf(link.sim).rest(timers.monotonic())
    const rest_ms = Math.max(stumbledUntil_ms, rest?.until_ms ?? 0) - timers.monotonic()
    cancelNap = timers.after(Math.max(Math.min(wait_ms, longestNap_ms), rest_ms), wake)
  }

  const loop = async (): Promise<void> => {
    do {
      again = false
      await drain()
    } while (again && !stopped)
  }

  /** Nothing is under way: a part that is still marked may have left. */
  const settleMarked = async (): Promise<void> => {
    const parts = store.read.all(sql.selectFrom('part').selectAll().where('status', '=', 'submitting'))
    await store.write((tx) => {
      settleInterrupted(tx, parts, clock.now())
      tx.run(sql.updateTable('message').set({ status: 'queued' }).where('status', '=', 'sending'))
    })
  }

  /** A bug, or a disk that failed: it is told, no part stays marked for ever, and the queue goes on after a while. */
  const stumbled = async (error: unknown): Promise<void> => {
    deps.logger.error('the outbox stumbled', { error: error instanceof Error ? error.stack : String(error) })
    stumbledUntil_ms = timers.monotonic() + afterStumble_ms
    await settleMarked()
  }

  const wake = (): void => {
    if (stopped) return
    if (running !== null) {
      again = true
      return
    }
    cancelNap()
    running = loop()
      .catch(stumbled)
      .catch((error: unknown) => {
        deps.logger.error('marked parts were not settled', { error: String(error) })
      })
      .finally(() => {
        running = null
        // Woken after the last look and before this: look once more.
        if (again) wake()
        else nap()
      })
  }

  return {
    recover: settleMarked,
    wake,
    nextInstant,
    state: (sim) => stateOfBreaker(breakerOf(sim), timers.monotonic()),
    idle: async () => {
      const last = store.read.first(sql.selectFrom('message').select('id').orderBy('id', 'desc').limit(1))
      wake()
      const { promise, resolve } = Promise.withResolvers<void>()
      const waiter = { upTo: last?.id ?? 0, resolve }
      waiters.push(waiter)
      const rested = async (): Promise<void> => {
        while (running !== null) await running
      }
      await Promise.race([promise, rested()])
      waiters = waiters.filter((other) => other !== waiter)
    },
    stop: async () => {
      stopped = true
      cancelNap()
      if (running !== null) await running
    },
  }
}
