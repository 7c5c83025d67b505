import type { AppDeps } from './app/app-deps.ts'
import type { RenderMessage } from './app/messages/renderer.ts'
import { quietAt } from './app/office/sending-hours.ts'
import type { ModemSink, ModemState } from './app/ports/modem.ts'
import { sql } from './app/ports/sql.ts'
import { createInboxPump, type InboxPump } from './jobs/inbox-pump.ts'
import { createOutboxPump, type OutboxPump } from './jobs/outbox-pump.ts'
import { createPlanner, type Planner } from './jobs/planner.ts'
import { createTicker, type Ticker } from './jobs/ticker.ts'

export interface Jobs {
  readonly outbox: OutboxPump
  readonly inbox: InboxPump
  readonly planner: Planner
  readonly ticker: Ticker
  readonly sink: ModemSink
}

export type JobDeps = Omit<AppDeps, 'wake'>

/** Keeps a line of the modem's history for each change of its phase. */
const createModemHistory = (deps: JobDeps) => {
  let last = ''
  return (state: ModemState): void => {
    const now = `${state.phase}/${state.problem ?? ''}`
    if (now === last || deps.offices.find(deps.store.read) === null) return
    last = now
    deps.store
      .write((tx) =>
        tx.run(
          sql.insertInto('modem_event').values({
            id: tx.nextId('modem_event'),
            at: deps.clock.now(),
            kind: state.phase,
            details: JSON.stringify({ problem: state.problem, port: state.port, operator: state.operator }),
          }),
        ),
      )
      .catch((error: unknown) => {
        deps.logger.error('the modem history was not kept', { error: String(error) })
      })
  }
}

/** The durable work beside the calls: outbox, inbox, plan and time. */
export const createJobs = (deps: JobDeps, render: RenderMessage): Jobs => {
  const changedMessages = (): void =>
    deps.emit({ type: 'changed', topics: ['messages', 'reminders', 'campaigns', 'phones'] })
  const outbox = createOutboxPump({
    ...deps,
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
  const ticker = createTicker({ ...deps, outbox, inbox, planner })
  const history = createModemHistory(deps)
  return {
    outbox,
    inbox,
    planner,
    ticker,
    sink: {
      incoming: inbox.incoming,
      report: inbox.report,
      state: (state) => {
        history(state)
        deps.emit({ type: 'changed', topics: ['modem'] })
        if (state.phase === 'ready') outbox.wake()
      },
    },
  }
}
