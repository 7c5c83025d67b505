import { dayOf } from '../../shared/days.ts'
import { type Lane, lanes } from '../app/messages/message-args.ts'
import type { RenderMessage } from '../app/messages/renderer.ts'
import type { BusinessClock } from '../app/office/business-clock.ts'
import type { OfficeBook } from '../app/office/office-book.ts'
import { readSetting } from '../app/office/office-book.ts'
import type { Instant, Timers } from '../app/ports/clock.ts'
import type { Logger } from '../app/ports/logger.ts'
import type { Modem } from '../app/ports/modem.ts'
import { sql } from '../app/ports/sql.ts'
import type { Reader, Store } from '../app/ports/store.ts'
import { begin } from './outbox-begin.ts'
import { laneVerdict, type SendingState } from './outbox-limits.ts'
import { nextDueInLane, park, partsToday } from './outbox-rows.ts'
import { type Aftermath, type Submitting, settle, settleInterrupted } from './outbox-settle.ts'

export interface OutboxDeps {
  readonly store: Store
  readonly clock: BusinessClock
  readonly timers: Timers
  readonly logger: Logger
  readonly modem: Modem
  readonly offices: OfficeBook
  readonly render: RenderMessage
  /** Whether reminders and advertising must wait at `now`, and till when. */
  readonly quiet: (read: Reader, now: Instant) => { readonly quiet: boolean; readonly ends: Instant }
  readonly changed: () => void
}

export interface OutboxPump {
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

const laneOrder: readonly Lane[] = ['reply', 'confirmation', 'reminder', 'campaign']
const minute_ms = 60_000
const longestNap_ms = 60_000
const shortestNap_ms = 50
const refusalsBeforeRest = 5
const breakerRest_ms = 2 * minute_ms

export const createOutboxPump = (deps: OutboxDeps): OutboxPump => {
  const { store, clock, timers } = deps
  let running: Promise<void> | null = null
  let again = false
  let stopped = false
  let cancelNap = (): void => undefined
  let restUntil_ms = 0
  let refusedBy: string[] = []
  /** Who waits for the messages up to an id; more may come all the time. */
  let waiters: { readonly upTo: number; readonly resolve: () => void }[] = []
  /** Business instants of the last minute's parts: the training clock's minutes are minutes too. */
  let lately: number[] = []

  const sendingState = (read: Reader, now: Instant, sim: string): SendingState => {
    const office = deps.offices.get(read)
    const today = dayOf(now, office.timeZone)
    lately = lately.filter((at) => at <= now && now - at < minute_ms)
    const { quiet, ends } = deps.quiet(read, now)
    return {
      now,
      today,
      timeZone: office.timeZone,
      quiet,
      quietEnds: ends,
      perDay: office.settings.smsPerDay,
      sentToday: partsToday(read, sim, today),
      perMinute: office.settings.smsPerMinute,
      sentLastMinute: lately.length,
      minuteFrees_ms: Math.max(1, minute_ms - (now - (lately[0] ?? now))),
    }
  }

  const sim = (): string => deps.modem.state().imsi ?? 'unknown'

  const mayWork = (): boolean =>
    !stopped &&
    deps.modem.state().phase === 'ready' &&
    timers.monotonic() >= restUntil_ms &&
    deps.offices.find(store.read) !== null &&
    readSetting(store.read, 'hold') === null

  /** Several different recipients refused in a row: it is the SIM or the network, so the queue rests. */
  const breaker = (aftermath: Aftermath, recipient: string): void => {
    if (aftermath.rest_ms > 0) restUntil_ms = timers.monotonic() + aftermath.rest_ms
    if (!aftermath.refused) {
      refusedBy = []
      return
    }
    refusedBy = [...refusedBy.filter((one) => one !== recipient), recipient]
    if (refusedBy.length < refusalsBeforeRest) return
    deps.logger.warn('different recipients refuse in a row: sending rests', { refusals: refusedBy.length })
    restUntil_ms = timers.monotonic() + breakerRest_ms
    refusedBy = []
  }

  /** One transaction: what became of the part before, and the mark of the next. */
  const turn = (
    before: { on: Submitting; outcome: Parameters<typeof settle>[2] } | null,
  ): Promise<Submitting | 'more' | null> =>
    store.write((tx) => {
      const now = clock.now()
      if (before !== null) breaker(settle(tx, before.on, before.outcome, now), before.on.message.recipient)
      if (!mayWork()) {
        if (before !== null) park(tx, before.on.message.id)
        return null
      }
      const state = sendingState(tx, now, sim())
      const open = laneOrder.filter((lane) => laneVerdict(lane, state).open)
      return begin(tx, before?.on.message ?? null, deps, { now, today: state.today, sim: sim(), lanes: open })
    })

  const nothingWaits = (): boolean => {
    const now = clock.now()
    return laneOrder.every((lane) => {
      const due = nextDueInLane(store.read, lane)
      return due === null || due > now
    })
  }

  /** Whether a message up to an id may leave now: its lane is open and it is due. */
  const mayStillLeave = (upTo: number): boolean => {
    const now = clock.now()
    const state = sendingState(store.read, now, sim())
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
    if (!mayWork() || nothingWaits()) return
    let next = await turn(null)
    while (next !== null) {
      if (next === 'more') {
        next = await turn(null)
        continue
      }
      lately.push(clock.now())
      const outcome = await deps.modem.submit({ pdu: next.part.pdu, length: next.part.length })
      if (outcome.kind !== 'accepted')
        deps.logger.warn('a part was not accepted', { message: next.message.id, outcome: outcome.kind })
      next = await turn({ on: next, outcome })
      deps.changed()
      tellWaiters()
    }
    deps.changed()
  }

  const nextInstant = (): Instant | null => {
    // Without a modem nothing can leave; it wakes the pump itself when it is ready.
    if (deps.modem.state().phase !== 'ready' || deps.offices.find(store.read) === null) return null
    const now = clock.now()
    const state = sendingState(store.read, now, sim())
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
    const rest_ms = Math.max(0, restUntil_ms - timers.monotonic())
    cancelNap = timers.after(Math.max(Math.min(wait_ms, longestNap_ms), rest_ms), wake)
  }

  const loop = async (): Promise<void> => {
    do {
      again = false
      await drain()
    } while (again && !stopped)
  }

  const wake = (): void => {
    if (stopped) return
    if (running !== null) {
      again = true
      return
    }
    cancelNap()
    running = loop()
      .catch((error: unknown) => {
        deps.logger.error('the outbox stumbled', {
          error: error instanceof Error ? error.stack : String(error),
        })
        restUntil_ms = timers.monotonic() + 10_000
      })
      .finally(() => {
        running = null
        // Woken after the last look and before this: look once more.
        if (again) wake()
        else nap()
      })
  }

  return {
    recover: async () => {
      const parts = store.read.all(sql.selectFrom('part').selectAll().where('status', '=', 'submitting'))
      await store.write((tx) => {
        settleInterrupted(tx, parts, clock.now())
        tx.run(sql.updateTable('message').set({ status: 'queued' }).where('status', '=', 'sending'))
      })
    },
    wake,
    nextInstant,
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
