import type { Instant } from '../app/ports/clock.ts'
import { sql } from '../app/ports/sql.ts'
import type { Writer } from '../app/ports/store.ts'

const hour_ms = 3_600_000

/**
 * What stays uncertain is let be after this, without being sent again: an answer nobody waits for any more, a reminder
 * whose report can come no longer, an advertisement. Everything else (money, a person's own words) waits for a person.
 */
const letBeAfter_ms: Readonly<Record<string, number>> = {
  debt: 24 * hour_ms,
  tariff: 24 * hour_ms,
  arrival: 24 * hour_ms,
  accounts: 24 * hour_ms,
  help: 24 * hour_ms,
  unknown: 24 * hour_ms,
  stranger: 24 * hour_ms,
  'not-yours': 24 * hour_ms,
  limit: 24 * hour_ms,
  order: 24 * hour_ms,
  'wrong-code': 24 * hour_ms,
  reminder: 72 * hour_ms,
  ad: 72 * hour_ms,
}

const atOnce = 200

/** Lets be what no person needs to settle. Returns how many messages it settled. */
export const settleByPolicy = (tx: Writer, now: Instant): number => {
  const stale = tx
    .all(
      sql
        .selectFrom('message')
        .select(['id', 'kind', 'sent_at', 'created_at'])
        .where('status', '=', 'uncertain')
        .where('kind', 'in', Object.keys(letBeAfter_ms))
        .orderBy('id')
        .limit(atOnce),
    )
    .filter((row) => now - (row.sent_at ?? row.created_at) >= (letBeAfter_ms[row.kind] ?? Infinity))
  for (const { id } of stale) {
    tx.run(
      sql
        .updateTable('message')
        .set({ status: 'dropped', reason: 'policy:let-be', done_at: now })
        .where('id', '=', id),
    )
    tx.run(
      sql
        .updateTable('part')
        .set({ status: 'failed', error: 'policy:let-be' })
        .where('message_id', '=', id)
        .where('status', 'in', ['ready', 'uncertain']),
    )
  }
  return stale.length
}
