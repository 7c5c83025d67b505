import { queueMessage } from '../messages/queue-message.ts'
import type { Instant } from '../ports/clock.ts'
import { sql } from '../ports/sql.ts'
import type { Reader, Writer } from '../ports/store.ts'

const slice = 200
/** A reminder missed by more than this (the office was switched off) is skipped, with the reason shown. */
const staleAfter_ms = 36 * 3_600_000

const dueRows = (read: Reader, now: Instant) =>
  read.all(
    sql
      .selectFrom('occurrence')
      .leftJoin('phone', 'phone.id', 'occurrence.phone_id')
      .select(['occurrence.id', 'occurrence.account_id', 'occurrence.due_at', 'phone.e164'])
      .where('occurrence.status', '=', 'planned')
      .where('occurrence.due_at', '<=', now)
      .orderBy('occurrence.due_at')
      .orderBy('occurrence.id')
      .limit(slice),
  )

/** When the next planned reminder falls due; null when none is planned. */
export const nextDue = (read: Reader): Instant | null =>
  read.first(
    sql.selectFrom('occurrence').select('due_at').where('status', '=', 'planned').orderBy('due_at').limit(1),
  )?.due_at ?? null

/** Puts due reminders into the outbox, in order; true when there are more than a slice. */
export const queueDue = (tx: Writer, now: Instant): boolean => {
  const rows = dueRows(tx, now)
  for (const row of rows) {
    const stale = now - row.due_at > staleAfter_ms
    if (row.e164 === null || stale) {
      const reason = stale ? 'stale' : 'gone'
      tx.run(sql.updateTable('occurrence').set({ status: 'skipped', reason }).where('id', '=', row.id))
      continue
    }
    const messageId = queueMessage(tx, {
      lane: 'reminder',
      args: { kind: 'reminder', occurrenceId: row.id },
      recipient: row.e164,
      dedupeKey: `reminder:${row.id}`,
      at: now,
      accountId: row.account_id,
      occurrenceId: row.id,
    })
    tx.run(
      sql.updateTable('occurrence').set({ status: 'queued', message_id: messageId }).where('id', '=', row.id),
    )
  }
  return rows.length === slice
}
