import { insertion } from '../ports/bulk.ts'
import type { Instant } from '../ports/clock.ts'
import { prepared } from '../ports/prepared.ts'
import { sql } from '../ports/sql.ts'
import type { Writer } from '../ports/store.ts'
import { type Lane, laneLifetime_ms, lanes, type MessageArgs } from './message-args.ts'

export interface NewMessage {
  readonly lane: Lane
  readonly args: MessageArgs
  /** E.164 with `+`, or the short code or name a request came from. */
  readonly recipient: string
  /** Two messages with one key are one message: the second is not queued. */
  readonly dedupeKey: string
  readonly at: Instant
  readonly accountId?: number
  readonly operatorId?: number
  readonly inboxId?: number
  readonly paymentId?: number
  readonly occurrenceId?: number
  readonly campaignId?: number
  readonly notBefore?: Instant
  readonly expiresAt?: Instant
}

const withKey = prepared((given: { dedupeKey: string }) =>
  sql.selectFrom('message').select('id').where('dedupe_key', '=', given.dedupeKey),
)

const insertMessage = insertion('message', [
  'id',
  'lane',
  'kind',
  'recipient',
  'account_id',
  'args',
  'text',
  'status',
  'reason',
  'not_before',
  'expires_at',
  'dedupe_key',
  'parts',
  'attempts',
  'created_at',
  'operator_id',
  'sent_at',
  'done_at',
  'inbox_id',
  'payment_id',
  'occurrence_id',
  'campaign_id',
])

/** Puts a message into the durable outbox; null when one with the same key is already there. */
export const queueMessage = (tx: Writer, message: NewMessage): number | null => {
  const twin = tx.first(withKey({ dedupeKey: message.dedupeKey }))
  if (twin !== undefined) return null
  const id = tx.nextId('message')
  const notBefore = message.notBefore ?? message.at
  tx.run(
    insertMessage({
      id,
      lane: lanes[message.lane],
      kind: message.args.kind,
      recipient: message.recipient,
      account_id: message.accountId ?? null,
      args: JSON.stringify(message.args),
      text: null,
      status: 'queued',
      reason: null,
      not_before: notBefore,
      expires_at: message.expiresAt ?? notBefore + laneLifetime_ms[message.lane],
      dedupe_key: message.dedupeKey,
      parts: 0,
      attempts: 0,
      created_at: message.at,
      operator_id: message.operatorId ?? null,
      sent_at: null,
      done_at: null,
      inbox_id: message.inboxId ?? null,
      payment_id: message.paymentId ?? null,
      occurrence_id: message.occurrenceId ?? null,
      campaign_id: message.campaignId ?? null,
    }),
  )
  return id
}
