import { type Failure, fail } from '../calls/failure.ts'
import type { Instant } from '../ports/clock.ts'
import { sql } from '../ports/sql.ts'
import type { Writer } from '../ports/store.ts'
import { laneLifetime_ms, laneName, MessageArgs } from './message-args.ts'
import { queueMessage } from './queue-message.ts'

/**
 * A person settles what nobody can know. `resend` queues a new message about the same thing; the uncertain one stays
 * in the history as it is, marked as resent.
 */
export const resolveUncertain = (
  tx: Writer,
  input: { readonly id: number; readonly as: 'arrived' | 'resend' | 'drop' },
  operatorId: number,
  at: Instant,
): Record<string, never> | Failure => {
  const row = tx.first(sql.selectFrom('message').selectAll().where('id', '=', input.id))
  if (row === undefined) return fail('not-found', { what: 'message', id: input.id })
  if (row.status !== 'uncertain' && row.status !== 'failed') return fail('message.not-uncertain')
  const settled = { arrived: 'delivered', resend: 'dropped', drop: 'dropped' } as const
  const reasons = { arrived: 'person:arrived', resend: 'person:resent', drop: 'person:dropped' } as const
  tx.run(
    sql
      .updateTable('message')
      .set({ status: settled[input.as], reason: reasons[input.as], done_at: at })
      .where('id', '=', row.id),
  )
  tx.run(
    sql
      .updateTable('part')
      .set({ status: input.as === 'arrived' ? 'delivered' : 'failed', error: reasons[input.as] })
      .where('message_id', '=', row.id)
      .where('status', 'in', ['ready', 'uncertain']),
  )
  if (input.as !== 'resend') return {}
  const lane = laneName(row.lane)
  queueMessage(tx, {
    lane,
    args: MessageArgs.parse(JSON.parse(row.args)),
    recipient: row.recipient,
    dedupeKey: `resend:${row.id}`,
    at,
    operatorId,
    expiresAt: at + laneLifetime_ms[lane],
    ...(row.account_id === null ? {} : { accountId: row.account_id }),
    ...(row.payment_id === null ? {} : { paymentId: row.payment_id }),
    ...(row.inbox_id === null ? {} : { inboxId: row.inbox_id }),
    ...(row.occurrence_id === null ? {} : { occurrenceId: row.occurrence_id }),
    ...(row.campaign_id === null ? {} : { campaignId: row.campaign_id }),
  })
  return {}
}
