import { z } from 'zod'
import { command, Day, Id, InstantMs, Kopecks, Nothing, query } from './define.ts'

export const OrderView = z.strictObject({
  id: Id,
  clientId: Id,
  clientName: z.string(),
  phone: z.string(),
  service: z.string(),
  number: z.string(),
  sum_kop: Kopecks,
  fee_kop: Kopecks,
  status: z.enum(['waiting', 'confirmed', 'paid', 'expired', 'cancelled']),
  at: InstantMs,
})

export const ClaimView = z.strictObject({
  id: Id,
  clientId: Id,
  clientName: z.string(),
  service: z.string(),
  number: z.string(),
  debt_kop: Kopecks,
  at: InstantMs,
})

export const ChecklistItem = z.strictObject({
  code: z.enum([
    'modem',
    'provider',
    'registry',
    'rule',
    'phone',
    'recovery-sheet',
    'second-copy',
    'test-sms',
  ]),
  done: z.boolean(),
})

export const TodaySummary = z.strictObject({
  day: Day,
  taken_kop: Kopecks,
  fee_kop: Kopecks,
  payments: z.int(),
  reversals: z.int(),
  remindersToday: z.int(),
  remindersSent: z.int(),
  remindersTomorrow: z.int(),
  requests: z.int(),
  uncertain: z.int(),
  failed: z.int(),
  unread: z.int(),
  orders: z.array(OrderView),
  claims: z.array(ClaimView),
  drafts: z.int(),
  checklist: z.array(ChecklistItem),
  upcoming: z.array(z.strictObject({ day: Day, due: z.int(), reminders: z.int() })),
})

export const todayCalls = {
  'today.summary': query(Nothing, TodaySummary),
  'claims.settle': command(z.strictObject({ id: Id }), Nothing),
  'orders.cancel': command(z.strictObject({ id: Id }), Nothing),
}
