import type { z } from 'zod'
import type { OccurrenceView } from '../../../shared/contract/calendar.ts'
import type { Day } from '../../../shared/days.ts'
import type { RenderMessage } from '../messages/renderer.ts'
import type { Instant } from '../ports/clock.ts'
import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'

type Occurrence = z.output<typeof OccurrenceView>

const query = sql
  .selectFrom('occurrence')
  .innerJoin('reminder_rule', 'reminder_rule.id', 'occurrence.rule_id')
  .innerJoin('account', 'account.id', 'occurrence.account_id')
  .innerJoin('service', 'service.id', 'account.service_id')
  .innerJoin('client', 'client.id', 'account.client_id')
  .innerJoin('bill', 'bill.id', 'occurrence.bill_id')
  .leftJoin('phone', 'phone.id', 'occurrence.phone_id')
  .leftJoin('message', 'message.id', 'occurrence.message_id')
  .select([
    'occurrence.id as id',
    'reminder_rule.name as rule',
    'occurrence.day as day',
    'occurrence.due_at as dueAt',
    'occurrence.status as status',
    'occurrence.reason as reason',
    'client.name as clientName',
    'phone.e164 as phone',
    'service.short_name as service',
    'account.number as number',
    'bill.left_kop as left_kop',
    'message.text as text',
    'message.status as messageStatus',
    'message.reason as messageReason',
  ])

/** A day's reminders in the order they leave, each with its text: as sent, or as it would be now. */
export const occurrencesOfDay = (
  read: Reader,
  day: Day,
  after: number | null,
  limit: number,
  render: RenderMessage,
  now: Instant,
): Occurrence[] => {
  let page = query.where('occurrence.day', '=', day).orderBy('occurrence.id').limit(limit)
  if (after !== null) page = page.where('occurrence.id', '>', after)
  return read.all(page).map(({ messageReason, ...row }) => {
    const planned = row.status === 'planned'
    const args = JSON.stringify({ kind: 'reminder', occurrenceId: row.id })
    const rendering = planned
      ? render(read, { id: 0, args, recipient: row.phone ?? '', created_at: now }, now)
      : null
    return {
      ...row,
      phone: row.phone ?? '',
      text: rendering !== null && 'text' in rendering ? rendering.text : row.text,
      reason:
        rendering !== null && 'drop' in rendering ? rendering.drop : (row.reason ?? messageReason ?? null),
    }
  })
}
