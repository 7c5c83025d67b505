import type { Instant } from '../app/ports/clock.ts'
import type { ModemSink } from '../app/ports/modem.ts'
import { sql } from '../app/ports/sql.ts'
import type { Writer } from '../app/ports/store.ts'
import { unnamedSim } from '../app/sims/sim-terms.ts'
import { messageOf, partsOf, setMessage, setPart, stateOfParts } from './outbox-rows.ts'
import { takeEarlyReport } from './reports.ts'

/** What the card's mark says of a part that was given to the modem. */
export type Leftover = Parameters<NonNullable<ModemSink['leftover']>>[0]

/** The reason shown for a part that the card kept without its «sent» mark. */
const unmarked = 'stored-unsent'

/**
 * Settles the uncertain part a stored draft is about: the mark is proof that it left, and its report finds it; without
 * the mark it very likely did not, which a person is told and decides. `resumed` when the rest of its message may leave.
 */
export const takeLeftover = (
  tx: Writer,
  { pdu, sent }: Leftover,
  sim: string | null,
  now: Instant,
): 'none' | 'kept' | 'resumed' => {
  const part = tx
    .all(
      sql
        .selectFrom('part')
        .selectAll()
        .where('status', '=', 'uncertain')
        .where('pdu', '=', pdu)
        .orderBy('id', 'desc')
        .limit(20),
    )
    .find((one) => sim === null || one.sim === null || one.sim === unnamedSim || one.sim === sim)
  if (part === undefined) return 'none'
  const message = messageOf(tx, part.message_id)
  const waits = message?.status === 'uncertain'
  if (!sent) {
    setPart(tx, part.id, { error: unmarked })
    if (waits) setMessage(tx, part.message_id, { reason: unmarked })
    return 'kept'
  }
  setPart(tx, part.id, { status: 'accepted', accepted_at: now, error: null })
  if (!waits) return 'kept'
  const status = stateOfParts(partsOf(tx, part.message_id))
  setMessage(tx, part.message_id, { status, ...(status === 'uncertain' ? {} : { reason: null }) })
  takeEarlyReport(tx, { ...part, status: 'accepted' }, now)
  return status === 'queued' ? 'resumed' : 'kept'
}
