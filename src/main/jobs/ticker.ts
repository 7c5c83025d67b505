import { dayOf } from '../../shared/days.ts'
import type { AppDeps } from '../app/app-deps.ts'
import { keyLifetime_ms } from '../app/calls/idempotency.ts'
import { clockWentBack, heldBy, holdForClock } from '../app/office/clock-guard.ts'
import { writeSetting } from '../app/office/office-book.ts'
import type { Instant } from '../app/ports/clock.ts'
import { sql } from '../app/ports/sql.ts'
import { nextDue, queueDue } from '../app/reminders/due.ts'
import type { InboxPump } from './inbox-pump.ts'
import type { ModemWatch } from './modem-watch.ts'
import type { OutboxPump } from './outbox-pump.ts'
import type { Planner } from './planner.ts'

export interface Ticker {
  start(): void
  /** Runs what is due at this instant; resolves when it is stored. */
  tick(): Promise<void>
  /** Moves the training clock, stopping at each instant at which something is due, in order. */
  advanceTo(to: Instant): Promise<Instant>
  stop(): Promise<void>
}

export interface TickerDeps
  extends Pick<AppDeps, 'store' | 'clock' | 'timers' | 'logger' | 'offices' | 'emit'> {
  readonly outbox: Pick<OutboxPump, 'wake' | 'idle' | 'nextInstant'>
  readonly inbox: Pick<InboxPump, 'sweep' | 'idle'>
  readonly planner: Pick<Planner, 'run'>
  readonly watch: Pick<ModemWatch, 'tick' | 'idle'>
}

const longestNap_ms = 30_000
const shortestNap_ms = 20
const hour_ms = 3_600_000
const stepsMax = 20_000
const firstPlanDelay_ms = 3_000
const largeFrom_bills = 5_000

/** Runs what falls due by the business clock: reminders into the outbox, codes that expire, parts that never joined. */
export const createTicker = (deps: TickerDeps): Ticker => {
  const { store, clock, timers } = deps
  let cancel = (): void => undefined
  let running: Promise<void> = Promise.resolve()
  let stopped = false
  let plannedDay = ''
  let planFrom_ms = 0
  let stepping = false

  const expire = (now: Instant): Promise<void> => {
    const orders = store.read.first(
      sql
        .selectFrom('pay_order')
        .select('id')
        .where('status', '=', 'waiting')
        .where('expires_at', '<=', now)
        .limit(1),
    )
    const keys = store.read.first(
      sql
        .selectFrom('command_result')
        .select('key')
        .where('at', '<', now - keyLifetime_ms)
        .limit(1),
    )
    if (orders === undefined && keys === undefined) return Promise.resolve()
    return store.write((tx) => {
      tx.run(
        sql
          .updateTable('pay_order')
          .set({ status: 'expired' })
          .where('status', '=', 'waiting')
          .where('expires_at', '<=', now),
      )
      tx.run(sql.deleteFrom('command_result').where('at', '<', now - keyLifetime_ms))
    })
  }

  const work = async (): Promise<void> => {
    const office = deps.offices.find(store.read)
    if (office === null || stopped) return
    const now = clock.now()
    if (clockWentBack(store.read, now) && heldBy(store.read) === null) {
      await store.write((tx) => holdForClock(tx, now))
      deps.logger.warn('the clock stands before the last record: sending and the till wait for a person')
      deps.emit({ type: 'changed', topics: ['office', 'messages'] })
    }
    const today = dayOf(now, office.timeZone)
    if (today !== plannedDay && mayPlan()) {
      await deps.planner.run()
      plannedDay = today
      deps.emit({ type: 'changed', topics: ['office', 'calendar'] })
    }
    let queued = false
    for (let due = nextDue(store.read); due !== null && due <= now; due = nextDue(store.read)) {
      await store.write((tx) => queueDue(tx, now))
      queued = true
    }
    if (queued) deps.emit({ type: 'changed', topics: ['reminders', 'messages', 'calendar'] })
    await expire(now)
    await deps.inbox.sweep()
    await deps.watch.tick()
    deps.outbox.wake()
  }

  /** In a large office the first plan of a run waits until the first screen is there. */
  const mayPlan = (): boolean =>
    stepping || plannedDay !== '' || timers.monotonic() >= planFrom_ms || !isLarge()

  const isLarge = (): boolean =>
    store.read.first(sql.selectFrom('bill').select('id').where('id', '>', largeFrom_bills).limit(1)) !==
    undefined

  const tick = (): Promise<void> => {
    running = running.then(work, work)
    return running
  }

  const nap = (): void => {
    cancel()
    if (stopped) return
    if (deps.offices.find(store.read) === null) {
      cancel = timers.after(longestNap_ms, beat)
      return
    }
    const due = nextDue(store.read)
    const due_ms = due === null ? longestNap_ms : Math.max(shortestNap_ms, due - clock.now())
    const plan_ms =
      plannedDay === '' ? Math.max(shortestNap_ms, planFrom_ms - timers.monotonic()) : longestNap_ms
    cancel = timers.after(Math.min(longestNap_ms, due_ms, plan_ms), beat)
  }

  const beat = (): void => {
    tick()
      .catch((error: unknown) => {
        deps.logger.error('a tick failed', { error: error instanceof Error ? error.stack : String(error) })
      })
      .finally(nap)
  }

  /** The next instant at which anything may happen, not after `to`; days are stepped through one by one. */
  const nextStop = (to: Instant): Instant => {
    const now = clock.now()
    const candidates = [to, now + 12 * hour_ms]
    const due = nextDue(store.read)
    if (due !== null) candidates.push(Math.max(due, now))
    const message = deps.outbox.nextInstant()
    if (message !== null && message > now) candidates.push(message)
    return Math.min(...candidates)
  }

  const stepTo = async (instant: Instant): Promise<void> => {
    const offset_ms = Math.max(clock.offset_ms(), instant - clock.system())
    clock.setOffset(offset_ms)
    await store.write((tx) => writeSetting(tx, 'clock', { offset_ms }))
    await tick()
    await deps.inbox.idle()
    await deps.outbox.idle()
  }

  return {
    start: () => {
      planFrom_ms = timers.monotonic() + firstPlanDelay_ms
      beat()
    },
    tick,
    advanceTo: async (to) => {
      stepping = true
      try {
        for (let step = 0; step < stepsMax && clock.now() < to && !stopped; step += 1)
          await stepTo(nextStop(to))
      } finally {
        stepping = false
        nap()
      }
      return clock.now()
    },
    stop: async () => {
      stopped = true
      cancel()
      await running.catch(() => undefined)
    },
  }
}
