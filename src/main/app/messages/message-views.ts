import type { z } from 'zod'
import type { IncomingView, MessageView } from '../../../shared/contract/messages.ts'
import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'
import type { MessageRow } from '../ports/tables/sms-rows.ts'
import { type Lane, laneName, lanes } from './message-args.ts'
import type { RenderMessage } from './renderer.ts'

export type Message = z.output<typeof MessageView>
export type Incoming = z.output<typeof IncomingView>

/** Whose phone it is; null for strangers. */
export const clientNameOf = (read: Reader, e164: string): string | null =>
  read.first(
    sql
      .selectFrom('phone')
      .innerJoin('client', 'client.id', 'phone.client_id')
      .select('client.name')
      .where('phone.e164', '=', e164)
      .orderBy('phone.id')
      .limit(1),
  )?.name ?? null

const partsDone = (read: Reader, messageId: number): number =>
  read.first(
    sql
      .selectFrom('part')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('message_id', '=', messageId)
      .where('status', 'in', ['accepted', 'delivered']),
  )?.count ?? 0

/** What a waiting message would say now; what it said when it has left. */
const textOf = (read: Reader, row: MessageRow, render: RenderMessage, now: number): string | null => {
  if (row.text !== null || row.status !== 'queued') return row.text
  const rendering = render(read, row, now)
  return 'text' in rendering ? rendering.text : null
}

export const messageView = (read: Reader, row: MessageRow, render: RenderMessage, now: number): Message => ({
  id: row.id,
  lane: laneName(row.lane),
  kind: row.kind,
  recipient: row.recipient,
  clientName: clientNameOf(read, row.recipient),
  text: textOf(read, row, render, now),
  status: row.status,
  reason: row.reason,
  parts: row.parts,
  partsDone: row.parts === 0 ? 0 : partsDone(read, row.id),
  createdAt: row.created_at,
  notBefore: row.not_before,
  expiresAt: row.expires_at,
  sentAt: row.sent_at,
  doneAt: row.done_at,
})

export interface OutFilter {
  readonly status: MessageRow['status'] | null
  readonly lane: Lane | null
  readonly before: number | null
}

export const outgoingRows = (read: Reader, filter: OutFilter, limit: number): MessageRow[] => {
  let query = sql.selectFrom('message').selectAll().orderBy('id', 'desc').limit(limit)
  if (filter.status !== null) query = query.where('status', '=', filter.status)
  if (filter.lane !== null) query = query.where('lane', '=', lanes[filter.lane])
  if (filter.before !== null) query = query.where('id', '<', filter.before)
  return read.all(query)
}

export const messagesOfPhones = (read: Reader, numbers: readonly string[], limit: number): MessageRow[] =>
  numbers.length === 0
    ? []
    : read.all(
        sql
          .selectFrom('message')
          .selectAll()
          .where('recipient', 'in', numbers)
          .orderBy('id', 'desc')
          .limit(limit),
      )

export const incomingViews = (
  read: Reader,
  filter: { readonly unreadOnly: boolean; readonly before: number | null },
  limit: number,
): Incoming[] => {
  let query = sql
    .selectFrom('inbox')
    .leftJoin('message', (join) =>
      join.onRef('message.inbox_id', '=', 'inbox.id').on('message.lane', '=', lanes.reply),
    )
    .select([
      'inbox.id',
      'inbox.sender',
      'inbox.text',
      'inbox.received_at',
      'inbox.status',
      'inbox.request_kind',
      'inbox.read_at',
      'message.text as reply',
    ])
    .orderBy('inbox.id', 'desc')
    .limit(limit)
  if (filter.unreadOnly) query = query.where('inbox.read_at', 'is', null)
  if (filter.before !== null) query = query.where('inbox.id', '<', filter.before)
  return read.all(query).map((row) => ({
    id: row.id,
    sender: row.sender,
    clientName: clientNameOf(read, row.sender),
    text: row.text,
    receivedAt: row.received_at,
    status: row.status,
    requestKind: row.request_kind,
    reply: row.reply,
    read: row.read_at !== null,
  }))
}
