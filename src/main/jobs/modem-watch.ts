import type { CoreEvent } from '../../shared/contract/envelope.ts'
import { heldBy } from '../app/office/clock-guard.ts'
import type { OfficeBook } from '../app/office/office-book.ts'
import type { Clock, Instant } from '../app/ports/clock.ts'
import type { Logger } from '../app/ports/logger.ts'
import type { ModemLink } from '../app/ports/modem-links.ts'
import { sql } from '../app/ports/sql.ts'
import type { Store } from '../app/ports/store.ts'
import type { SimRow } from '../app/ports/tables/modem-rows.ts'
import { askBalance } from '../app/sims/ask-balance.ts'
import {
  clockDifference,
  forgetClockDifference,
  holdForNetworkClock,
  judgeClock,
} from '../app/sims/network-clock.ts'
import { isAccepted, keepSeen, simOf, termsOfSim } from '../app/sims/sims.ts'
import { cardIn } from './link-sink.ts'
import { takeSample } from './modem-samples.ts'
import { settleByPolicy } from './uncertain-policy.ts'

export interface WatchDeps {
  readonly store: Store
  readonly clock: Clock
  readonly logger: Logger
  readonly offices: OfficeBook
  readonly emit: (event: CoreEvent) => void
  /** The modems that run. */
  readonly links: () => readonly ModemLink[]
}

export interface ModemWatch {
  /** Once a minute of the business clock, however often it is called. */
  tick(): Promise<void>
  /** Resolves when no balance is being asked for. */
  idle(): Promise<void>
}

const minute_ms = 60_000
const hour_ms = 60 * minute_ms
/** A balance that could not be read is asked for again no sooner. */
const askAgain_ms = hour_ms
/** Nobody needs yesterday's balance before the office opens. */
const asksFrom = '08:00'

/** What the office does about its cards by itself: samples of the link, balances by timetable, the network's clock. */
export const createModemWatch = (deps: WatchDeps): ModemWatch => {
  const { store, clock, logger } = deps
  let lastMinute = -1
  let asking: Promise<unknown> = Promise.resolve()
  let busy = false

  const isDue = (sim: SimRow, now: Instant): boolean => {
    const terms = termsOfSim(sim)
    if (terms.balanceCode === null || now - (sim.asked_at ?? 0) < askAgain_ms) return false
    const zone = deps.offices.zone(store.read)
    const daily =
      terms.balanceDaily &&
      zone.timeOf(now) >= asksFrom &&
      (sim.balance_at === null || zone.dayOf(sim.balance_at) < zone.dayOf(now))
    const sent = sim.sent - (sim.balance_sent ?? 0)
    return daily || (terms.balanceEvery_parts !== null && sent >= terms.balanceEvery_parts)
  }

  const askBalances = (now: Instant): void => {
    if (busy) return
    for (const { modem } of deps.links()) {
      const { phase, imsi } = modem.state()
      const sim = phase === 'ready' && imsi !== null ? simOf(store.read, imsi) : undefined
      if (sim === undefined || !isAccepted(sim) || !isDue(sim, now)) continue
      busy = true
      asking = askBalance(sim.imsi, modem, deps, null)
        .then((answer) => {
          if (answer.outcome !== 'read') logger.warn('the balance was not read', { outcome: answer.outcome })
          deps.emit({ type: 'changed', topics: ['modem'] })
        })
        .catch((error: unknown) => logger.error('the balance was not asked for', { error: String(error) }))
        .finally(() => {
          busy = false
        })
      return
    }
  }

  const compareClocks = async (now: Instant): Promise<void> => {
    for (const { modem } of deps.links()) {
      const { networkTime, phase } = modem.state()
      if (networkTime === null || phase !== 'ready') continue
      const verdict = judgeClock(store.read, networkTime)
      if (verdict === 'differs' && heldBy(store.read) === null) {
        await store.write((tx) => holdForNetworkClock(tx, networkTime, now))
        logger.warn('the clock contradicts the network’s: sending and the till wait for a person')
        deps.emit({ type: 'changed', topics: ['office', 'messages', 'modem'] })
      }
      if (verdict === 'agrees' && clockDifference(store.read) !== null && heldBy(store.read) === null)
        await store.write(forgetClockDifference)
    }
  }

  const uncertainWaits = (): boolean =>
    store.read.first(sql.selectFrom('message').select('id').where('status', '=', 'uncertain').limit(1)) !==
    undefined

  return {
    tick: async () => {
      const now = clock.now()
      const minute = Math.floor(now / minute_ms)
      if (minute === lastMinute) return
      lastMinute = minute
      const links = deps.links()
      await store.write((tx) => {
        for (const link of links) {
          takeSample(tx, link, now)
          const imsi = cardIn(link.modem.state())
          if (imsi !== null) keepSeen(tx, imsi, now, hour_ms)
        }
      })
      if (uncertainWaits() && (await store.write((tx) => settleByPolicy(tx, now))) > 0)
        deps.emit({ type: 'changed', topics: ['messages'] })
      await compareClocks(now)
      askBalances(now)
    },
    idle: async () => {
      await asking
    },
  }
}
