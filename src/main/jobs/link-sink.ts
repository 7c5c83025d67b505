import type { CoreEvent } from '../../shared/contract/envelope.ts'
import type { OfficeBook } from '../app/office/office-book.ts'
import type { Clock } from '../app/ports/clock.ts'
import type { Logger } from '../app/ports/logger.ts'
import type { ModemSink, ModemState } from '../app/ports/modem.ts'
import type { ModemLink } from '../app/ports/modem-links.ts'
import { sql } from '../app/ports/sql.ts'
import type { Store } from '../app/ports/store.ts'
import { expectDevice, needsExpecting } from '../app/sims/link-choice.ts'
import { isAccepted, keepSeen, needsSeeing, seeSim, simOf } from '../app/sims/sims.ts'
import type { InboxPump } from './inbox-pump.ts'

export interface LinkSinkDeps {
  readonly store: Store
  readonly clock: Clock
  readonly logger: Logger
  readonly offices: OfficeBook
  readonly inbox: Pick<InboxPump, 'incoming' | 'report' | 'leftover'>
  readonly emit: (event: CoreEvent) => void
  /** A link's state, or what is known of its card, changed. */
  readonly moved: () => void
}

export interface LinkSink extends ModemSink {
  /** Looks again at the card in the modem: a person has answered what it is. */
  lookAtCard(): void
}

/** Phases in which the driver knows whose card it is. */
const carded: readonly ModemState['phase'][] = ['other-sim', 'searching', 'ready']

/** The card that a modem has in it now, as far as it can be told. */
export const cardIn = ({ phase, imsi }: ModemState): string | null => (carded.includes(phase) ? imsi : null)

/** What a modem tells goes to the inbox, the history and the list of cards. */
export const createLinkSink = (link: ModemLink, deps: LinkSinkDeps): LinkSink => {
  const { store, clock, logger } = deps
  let last = ''
  let inside: string | null = null

  const background = (work: Promise<unknown>, what: string): void => {
    work.catch((error: unknown) => logger.error(what, { link: link.number, error: String(error) }))
  }

  /** Keeps a line of the modem's history for each change of its phase. */
  const history = (state: ModemState): void => {
    const now = `${state.phase}/${state.problem ?? ''}`
    if (now === last) return
    last = now
    const { problem, port, operator } = state
    const details = JSON.stringify({ problem, port, operator, link: link.number })
    const kept = store.write((tx) =>
      tx.run(
        sql
          .insertInto('modem_event')
          .values({ id: tx.nextId('modem_event'), at: clock.now(), kind: state.phase, details }),
      ),
    )
    background(kept, 'the modem history was not kept')
  }

  /** The card that was in and is no more was last seen now, not when it came. */
  const noteLeaving = (state: ModemState): void => {
    const left = inside
    inside = cardIn(state)
    if (left === null || left === inside) return
    background(
      store.write((tx) => keepSeen(tx, left, clock.now())),
      'the card that left was not noted',
    )
  }

  const see = async (state: ModemState, imsi: string): Promise<void> => {
    const { imei, operator, ownNumber } = state
    const seen = { imsi, imei, operator, number: ownNumber }
    if (needsSeeing(store.read, seen, clock.now())) {
      await store.write((tx) => seeSim(tx, seen, clock.now(), deps.offices.get(tx).kind))
      // A window that looked before this write would not learn of the card.
      deps.emit({ type: 'changed', topics: ['modem'] })
    }
    if (!isAccepted(simOf(store.read, imsi))) return
    const found = { imsi, imei, iccid: state.iccid }
    if (needsExpecting(store.read, link.number, found))
      await store.write((tx) => expectDevice(tx, link.number, found))
    if (link.modem.state().phase === 'other-sim') link.modem.acceptIdentity()
  }

  const lookAtCard = (): void => {
    const state = link.modem.state()
    if (state.imsi === null || !carded.includes(state.phase)) deps.moved()
    else background(see(state, state.imsi).finally(deps.moved), 'the card was not noted')
  }

  return {
    incoming: (part) => deps.inbox.incoming(part, link.modem.state().imsi),
    report: (report) => deps.inbox.report(report, link.modem.state().imsi),
    leftover: (left) => deps.inbox.leftover(left, link.modem.state().imsi),
    state: (state) => {
      deps.emit({ type: 'changed', topics: ['modem'] })
      if (deps.offices.find(store.read) === null) return
      history(state)
      noteLeaving(state)
      lookAtCard()
    },
    lookAtCard,
  }
}
