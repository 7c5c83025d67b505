import type { AppDeps } from './app/app-deps.ts'
import type { RenderMessage } from './app/messages/renderer.ts'
import { quietAt } from './app/office/sending-hours.ts'
import type { LinkNumber, ModemLink } from './app/ports/modem-links.ts'
import { sql } from './app/ports/sql.ts'
import { linkChoice } from './app/sims/link-choice.ts'
import { unnamedSim } from './app/sims/sim-terms.ts'
import { createInboxPump, type InboxPump } from './jobs/inbox-pump.ts'
import { createLinkSink } from './jobs/link-sink.ts'
import { createModemLinks, type RunningLinks } from './jobs/modem-links.ts'
import { createModemWatch, type ModemWatch } from './jobs/modem-watch.ts'
import { createOutboxPump, type OutboxPump, type SendingLink } from './jobs/outbox-pump.ts'
import { createPlanner, type Planner } from './jobs/planner.ts'
import { createTicker, type Ticker } from './jobs/ticker.ts'

export interface Jobs {
  readonly outbox: OutboxPump
  readonly inbox: InboxPump
  readonly planner: Planner
  readonly ticker: Ticker
  readonly links: RunningLinks
  readonly watch: ModemWatch
  /** Begins with the first modem, and with the spare where the office has one. */
  startModems(): void
  stopModems(): Promise<void>
  /** A modem's port or its way of sending changed: its link is made anew. */
  reopenModem(link: LinkNumber): void
  /** A person has said what a card is: the modems look again. */
  lookAtCards(): void
}

export interface JobDeps extends Omit<AppDeps, 'wake'> {
  /** The modem of the office, and the spare beside it. */
  readonly modems: readonly ModemLink[]
}

/** The durable work beside the calls: outbox, inbox, plan and time. */
export const createJobs = (deps: JobDeps, render: RenderMessage): Jobs => {
  const changedMessages = (): void =>
    deps.emit({ type: 'changed', topics: ['messages', 'reminders', 'campaigns', 'phones'] })
  const barred = new Map<string, number>()
  const active = (): SendingLink | null => {
    const link = links.active()
    return link === null ? null : { sim: link.modem.state().imsi ?? unnamedSim, modem: link.modem }
  }
  const outbox = createOutboxPump({
    ...deps,
    active,
    rested: (sim, rest) => {
      if (rest.why === 'barred' || rest.why === 'refusals') barred.set(sim, rest.until_ms)
      keepEvent(deps, 'rest', { why: rest.why, code: rest.code, sim })
      links.look()
    },
    render,
    quiet: (read, now) => quietAt(read, now, deps),
    changed: changedMessages,
  })
  const inbox = createInboxPump({
    ...deps,
    changed: (what) => {
      if (what === 'reports') return changedMessages()
      deps.emit({ type: 'changed', topics: ['inbox', 'messages', 'claims', 'orders', 'clients', 'phones'] })
      outbox.wake()
    },
  })
  const planner = createPlanner(deps)
  const moved = (): void => {
    links.look()
    outbox.wake()
  }
  const sinks = new Map(
    deps.modems.map((link) => [link.number, createLinkSink(link, { ...deps, inbox, moved })]),
  )
  const links = createModemLinks({
    ...deps,
    all: deps.modems,
    run: (link, on) => {
      const sink = sinks.get(link.number)
      if (on && sink !== undefined) link.modem.start(sink)
      if (!on) stopInBackground(deps, link)
    },
    switched: (from, to) => {
      deps.logger.info('another modem sends', { from: from?.number ?? null, to: to?.number ?? null })
      if (from !== null || to?.number === 2)
        keepEvent(deps, 'switched', { from: from?.number ?? null, to: to?.number ?? null })
      outbox.wake()
    },
    isBarred: (imsi) => (barred.get(imsi) ?? 0) > deps.timers.monotonic(),
  })
  const start = (link: ModemLink | undefined): void => {
    const sink = link === undefined ? undefined : sinks.get(link.number)
    if (link !== undefined && sink !== undefined) link.modem.start(sink)
  }
  const running = (): readonly ModemLink[] => deps.modems.filter(({ modem }) => modem.state().phase !== 'off')
  const watch = createModemWatch({ ...deps, links: running })
  const ticker = createTicker({ ...deps, outbox, inbox, planner, watch })
  return {
    outbox,
    inbox,
    planner,
    ticker,
    links,
    watch,
    startModems: () => {
      start(deps.modems[0])
      links.apply()
    },
    reopenModem: (number) => {
      const link = deps.modems.find((one) => one.number === number)
      if (link === undefined || link.modem.state().phase === 'off') return
      link.modem
        .stop()
        .then(() => {
          if (number === 1 || linkChoice(deps.store.read).spareOn) start(link)
        })
        .catch((error: unknown) => deps.logger.error('the modem was not reopened', { error: String(error) }))
    },
    stopModems: async () => {
      links.stop()
      await Promise.all(deps.modems.map(({ modem }) => modem.stop()))
    },
    lookAtCards: () => {
      for (const sink of sinks.values()) sink.lookAtCard()
    },
  }
}

/** Keeps a line of the modem's history. */
const keepEvent = (
  deps: Pick<JobDeps, 'store' | 'clock' | 'logger'>,
  kind: string,
  details: Readonly<Record<string, string | number | null>>,
): void => {
  deps.store
    .write((tx) =>
      tx.run(
        sql.insertInto('modem_event').values({
          id: tx.nextId('modem_event'),
          at: deps.clock.now(),
          kind,
          details: JSON.stringify(details),
        }),
      ),
    )
    .catch((error: unknown) => deps.logger.error('the modem history was not kept', { error: String(error) }))
}

const stopInBackground = (deps: Pick<JobDeps, 'logger'>, { modem }: ModemLink): void => {
  modem
    .stop()
    .catch((error: unknown) => deps.logger.error('a modem was not stopped', { error: String(error) }))
}
