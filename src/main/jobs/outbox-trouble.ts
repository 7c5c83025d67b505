import type { Instant } from '../app/ports/clock.ts'
import type { SubmitOutcome } from '../app/ports/modem.ts'
import { sql } from '../app/ports/sql.ts'
import type { Writer } from '../app/ports/store.ts'
import type { Submitting } from './outbox-settle.ts'

type Details = Readonly<Record<string, string | number | null>>

const trouble = (outcome: SubmitOutcome): { readonly kind: string; readonly details: Details } | null => {
  if (outcome.kind === 'rejected')
    return { kind: 'refused', details: { class: outcome.class, code: outcome.code } }
  if (outcome.kind === 'uncertain') return { kind: 'uncertain', details: { reason: outcome.reason } }
  return null
}

/** Keeps what went wrong with a part in the modem's history, without the number or the text. */
export const noteTrouble = (tx: Writer, on: Submitting, outcome: SubmitOutcome, now: Instant): void => {
  const found = trouble(outcome)
  if (found === null) return
  tx.run(
    sql.insertInto('modem_event').values({
      id: tx.nextId('modem_event'),
      at: now,
      kind: found.kind,
      details: JSON.stringify({ ...found.details, message: on.message.id, sim: on.part.sim }),
    }),
  )
}
