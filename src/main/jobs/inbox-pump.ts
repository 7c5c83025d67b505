import type { Clock, Instant } from '../app/ports/clock.ts'
import type { Logger } from '../app/ports/logger.ts'
import type { IncomingPart, Modem, StatusReport } from '../app/ports/modem.ts'
import { prepared } from '../app/ports/prepared.ts'
import { sql } from '../app/ports/sql.ts'
import type { Store, Writer } from '../app/ports/store.ts'
import type { InboxRow } from '../app/ports/tables/sms-rows.ts'
import type { AnswerDeps } from '../app/requests/answer-request.ts'
import { handleInbox, handleTorn } from '../app/requests/handle-inbox.ts'
import { incompleteAfter_ms } from '../app/sims/link-choice.ts'
import { giveUpJoining, type Torn, takePart } from './inbox-store.ts'
import { type Leftover, takeLeftover } from './leftovers.ts'
import { takeReport } from './reports.ts'

export interface InboxDeps extends AnswerDeps {
  readonly store: Store
  readonly clock: Clock
  readonly logger: Logger
  readonly modem: Pick<Modem, 'join'>
  /** Called after something was kept: windows refresh, the outbox looks for replies. */
  readonly changed: (what: 'inbox' | 'reports') => void
}

export interface InboxPump {
  /** Resolves when the part is on disk: the modem may forget it then. */
  incoming(part: IncomingPart, sim: string | null): Promise<void>
  report(report: StatusReport, sim: string | null): Promise<void>
  /** What the card's mark says of a part whose outcome was uncertain. */
  leftover(left: Leftover, sim: string | null): Promise<void>
  /** Handles what an earlier run kept and did not answer, and shows what stayed incomplete. */
  recover(): Promise<void>
  /** Gives up on parts whose others never came. */
  sweep(): Promise<void>
  /** Resolves when nothing kept is unanswered. */
  idle(): Promise<void>
}

/** Few enough that a payment's call does not wait for them. */
const handledAtOnce = 8

const firstNew = prepared(() =>
  sql.selectFrom('inbox').selectAll().where('status', '=', 'new').orderBy('id').limit(1),
)

/** A request that cannot be handled must not hold the next: it is set aside for a person. */
const setAside = (deps: InboxDeps, id: number, error: unknown): Promise<void> => {
  deps.logger.error('a request could not be handled', {
    inbox: id,
    error: error instanceof Error ? error.stack : String(error),
  })
  return deps.store.write((tx) =>
    tx.run(sql.updateTable('inbox').set({ status: 'handled', request_kind: 'unknown' }).where('id', '=', id)),
  )
}

export const createInboxPump = (deps: InboxDeps): InboxPump => {
  const { store, clock } = deps
  let running: Promise<void> | null = null
  let again = false

  /** Before the first run there is nobody to answer for: what comes waits. */
  const next = () => (deps.offices.find(store.read) === null ? undefined : store.read.first(firstNew({})))

  const handle = (row: InboxRow): Promise<void> => {
    try {
      return store.write((tx) => handleInbox(tx, row, clock.now(), deps))
    } catch (error) {
      return setAside(deps, row.id, error)
    }
  }

  /** Each message is a transaction of its own; those that wait together share the sync. */
  const drain = async (): Promise<void> => {
    for (let row = next(); row !== undefined; row = next()) {
      const kept: Promise<void>[] = [handle(row)]
      for (let more = next(); more !== undefined && kept.length < handledAtOnce; more = next())
        kept.push(handle(more))
      await Promise.all(kept)
      deps.changed('inbox')
    }
  }

  /** What can be read of a torn message is answered; it stays shown as torn. */
  const answerTorn = (tx: Writer, torn: Torn, now: Instant): void => {
    const row = tx.first(sql.selectFrom('inbox').selectAll().where('id', '=', torn.id))
    if (row === undefined || torn.head === null || deps.offices.find(tx) === null) return
    handleTorn(tx, row, torn.head, now, deps)
  }

  const wake = (): Promise<void> => {
    if (running !== null) {
      again = true
      return running
    }
    running = (async () => {
      do {
        again = false
        await drain()
      } while (again)
    })().finally(() => {
      running = null
      // Woken after the last look and before this: look once more.
      if (again) background()
    })
    return running
  }

  const background = (): void => {
    wake().catch((error: unknown) => {
      deps.logger.error('the inbox stumbled', { error: error instanceof Error ? error.stack : String(error) })
    })
  }

  return {
    incoming: async (part, sim) => {
      await store.write((tx) => takePart(tx, part, { join: deps.modem.join, now: clock.now(), sim }))
      background()
    },
    report: async (report, sim) => {
      const taken = await store.write((tx) => takeReport(tx, report, sim, clock.now()))
      deps.changed('reports')
      // The rest of a message that waited for this report may leave now.
      if (taken === 'resumed') deps.changed('inbox')
    },
    leftover: async (left, sim) => {
      const taken = await store.write((tx) => takeLeftover(tx, left, sim, clock.now()))
      if (taken !== 'none') deps.changed('reports')
      if (taken === 'resumed') deps.changed('inbox')
    },
    recover: wake,
    sweep: async () => {
      background()
      const now = clock.now()
      const before = now - incompleteAfter_ms(store.read)
      const waiting = store.read.first(
        sql
          .selectFrom('inbox_part')
          .select('id')
          .where('inbox_id', 'is', null)
          .where('received_at', '<', before)
          .limit(1),
      )
      if (waiting === undefined) return
      await store.write((tx) => {
        for (const torn of giveUpJoining(tx, before, deps.modem.join, now)) answerTorn(tx, torn, now)
      })
      deps.changed('inbox')
    },
    idle: wake,
  }
}
