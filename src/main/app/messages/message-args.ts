import { z } from 'zod'

const id = z.int().positive()

/**
 * What a message is about. Its text is made from this when it is sent, from what is true then; kept as JSON with
 * the message and parsed again by this schema.
 */
export const MessageArgs = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('debt'), accountId: id }),
  z.strictObject({ kind: z.literal('tariff'), accountId: id }),
  z.strictObject({ kind: z.literal('arrival'), accountId: id }),
  z.strictObject({ kind: z.literal('accounts') }),
  z.strictObject({ kind: z.literal('help') }),
  z.strictObject({ kind: z.literal('unknown') }),
  z.strictObject({ kind: z.literal('stranger') }),
  z.strictObject({ kind: z.literal('not-yours') }),
  z.strictObject({ kind: z.literal('limit'), until: z.int() }),
  z.strictObject({ kind: z.literal('claim'), accountId: id }),
  z.strictObject({ kind: z.literal('stop'), scope: z.enum(['ads', 'reminders', 'all']) }),
  z.strictObject({ kind: z.literal('resume') }),
  z.strictObject({ kind: z.literal('order'), orderId: id }),
  z.strictObject({ kind: z.literal('order-accepted'), orderId: id }),
  z.strictObject({ kind: z.literal('wrong-code'), tries: z.int().min(0) }),
  z.strictObject({ kind: z.literal('paid'), paymentId: id }),
  z.strictObject({ kind: z.literal('reversed'), paymentId: id }),
  z.strictObject({ kind: z.literal('reminder'), occurrenceId: id }),
  z.strictObject({ kind: z.literal('ad'), campaignId: id }),
  z.strictObject({ kind: z.literal('manual'), text: z.string().min(1).max(2700) }),
])

export type MessageArgs = z.output<typeof MessageArgs>

/** Lanes in the order they are served; the number is kept in the row so that the queue is an index. */
export const lanes = { reply: 1, confirmation: 2, reminder: 3, campaign: 4 } as const

export type Lane = keyof typeof lanes

export const laneName = (lane: number): Lane => {
  if (lane === lanes.reply) return 'reply'
  if (lane === lanes.confirmation) return 'confirmation'
  return lane === lanes.reminder ? 'reminder' : 'campaign'
}

const hour_ms = 3_600_000

/** How long a message of a lane is worth sending, milliseconds. */
export const laneLifetime_ms: Readonly<Record<Lane, number>> = {
  reply: 12 * hour_ms,
  confirmation: 72 * hour_ms,
  reminder: 12 * hour_ms,
  campaign: 10 * 24 * hour_ms,
}
