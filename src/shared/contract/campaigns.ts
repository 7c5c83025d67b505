import { z } from 'zod'
import { command, Id, InstantMs, Name, Nothing, query } from './define.ts'
import { FormParts, TextMeasureView } from './messages.ts'

export const Audience = z.strictObject({
  /** Null = clients of every provider. */
  serviceId: Id.nullable(),
  withDebt: z.boolean().nullable(),
})

export const CampaignView = z.strictObject({
  id: Id,
  name: z.string(),
  text: z.string(),
  /** Leaves in Latin letters: fewer parts. */
  latin: z.boolean(),
  audience: Audience,
  status: z.enum(['draft', 'running', 'stopped', 'done']),
  recipients: z.int(),
  sent: z.int(),
  delivered: z.int(),
  failed: z.int(),
  waiting: z.int(),
  dropped: z.int(),
  createdAt: InstantMs,
  startedAt: InstantMs.nullable(),
  startedBy: z.string().nullable(),
})

export const campaignCalls = {
  'campaigns.list': query(Nothing, z.strictObject({ items: z.array(CampaignView) })),
  'campaigns.save': command(
    z.strictObject({
      id: Id.nullable(),
      name: Name,
      text: z.string().trim().min(1).max(600),
      audience: Audience,
      latin: z.boolean().optional(),
    }),
    z.strictObject({ id: Id }),
    'senior',
  ),
  /** Who would get it and why others would not; the text as it would leave. */
  'campaigns.preview': query(
    z.strictObject({ text: z.string().max(600), audience: Audience, latin: z.boolean().optional() }),
    z.strictObject({
      recipients: z.int(),
      withoutConsent: z.int(),
      stopped: z.int(),
      landline: z.int(),
      text: z.string(),
      measure: TextMeasureView,
      /** Days the SIM's cap makes of it. */
      days: z.int(),
      ...FormParts.shape,
    }),
  ),
  'campaigns.start': command(
    z.strictObject({ id: Id, recipients: z.int().positive() }),
    z.strictObject({ queued: z.int() }),
    'senior',
  ),
  'campaigns.stop': command(z.strictObject({ id: Id }), z.strictObject({ dropped: z.int() })),
}
