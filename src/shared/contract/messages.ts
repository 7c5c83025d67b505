import { z } from 'zod'
import { Cursor, command, Id, InstantMs, Nothing, page, query } from './define.ts'

export const MessageStatus = z.enum([
  'queued',
  'sending',
  'sent',
  'delivered',
  'failed',
  'uncertain',
  'dropped',
])
export const MessageLane = z.enum(['reply', 'confirmation', 'reminder', 'campaign'])

export const MessageView = z.strictObject({
  id: Id,
  lane: MessageLane,
  kind: z.string(),
  recipient: z.string(),
  clientName: z.string().nullable(),
  /** Rendered at sending; before that what it would say now, if that can be known. */
  text: z.string().nullable(),
  status: MessageStatus,
  reason: z.string().nullable(),
  parts: z.int(),
  partsDone: z.int(),
  createdAt: InstantMs,
  notBefore: InstantMs,
  expiresAt: InstantMs,
  sentAt: InstantMs.nullable(),
  doneAt: InstantMs.nullable(),
})

export const IncomingView = z.strictObject({
  id: Id,
  sender: z.string(),
  clientName: z.string().nullable(),
  text: z.string(),
  receivedAt: InstantMs,
  status: z.enum(['new', 'handled', 'incomplete']),
  requestKind: z.string().nullable(),
  reply: z.string().nullable(),
  read: z.boolean(),
})

export const TextMeasureView = z.strictObject({
  encoding: z.enum(['gsm7', 'ucs2']),
  parts: z.int(),
  length: z.int(),
  left: z.int(),
})

/** How many parts a text takes as it is written, and in Latin letters. */
export const FormParts = z.strictObject({ ownParts: z.int(), latinParts: z.int() })

export const messageCalls = {
  'messages.out': query(
    z.strictObject({ status: MessageStatus.nullable(), lane: MessageLane.nullable(), cursor: Cursor }),
    page(MessageView),
  ),
  'messages.in': query(z.strictObject({ unreadOnly: z.boolean(), cursor: Cursor }), page(IncomingView)),
  'messages.markRead': command(z.strictObject({ ids: z.array(Id).min(1).max(500) }), Nothing),
  /** What nobody can know is settled by a person: it arrived, send once more, or let it be. */
  'messages.resolve': command(z.strictObject({ id: Id, as: z.enum(['arrived', 'resend', 'drop']) }), Nothing),
  'messages.cancel': command(z.strictObject({ id: Id }), Nothing),
  'messages.write': command(
    z.strictObject({
      phone: z.string().max(40),
      text: z.string().trim().min(1).max(670),
      /** Sent in Latin letters. */
      latin: z.boolean().optional(),
    }),
    z.strictObject({ id: Id }),
  ),
  'messages.measure': query(
    z.strictObject({ text: z.string().max(2000), latin: z.boolean().optional() }),
    TextMeasureView.extend(FormParts.shape),
  ),
  'messages.hold': command(z.strictObject({ held: z.boolean() }), Nothing, 'senior'),
}
