import { z } from 'zod'
import {
  Cursor,
  command,
  Day,
  Id,
  InstantMs,
  Kopecks,
  Name,
  Nothing,
  page,
  query,
  TimeOfDay,
} from './define.ts'

export const DayType = z.enum(['working', 'short', 'off'])

export const CalendarDayView = z.strictObject({
  day: Day,
  type: DayType,
  known: z.boolean(),
  note: z.string().nullable(),
  edited: z.boolean(),
  planned: z.int(),
  sent: z.int(),
  skipped: z.int(),
  due: z.int(),
})

export const OccurrenceView = z.strictObject({
  id: Id,
  rule: z.string(),
  day: Day,
  dueAt: InstantMs,
  status: z.enum(['planned', 'queued', 'skipped']),
  reason: z.string().nullable(),
  clientName: z.string(),
  phone: z.string(),
  service: z.string(),
  number: z.string(),
  left_kop: Kopecks,
  text: z.string().nullable(),
  messageStatus: z.string().nullable(),
})

export const ReminderRule = z.strictObject({
  id: Id.nullable(),
  name: Name,
  anchor: z.enum(['penalty-free', 'due']),
  /** Days before the anchor; negative = after it. */
  offsetDays: z.int().min(-30).max(30),
  at: TimeOfDay,
  minimum_kop: Kopecks.min(0),
  serviceId: Id.nullable(),
  daysOff: z.boolean(),
  active: z.boolean(),
})

export const calendarCalls = {
  'calendar.month': query(
    z.strictObject({ month: z.string().regex(/^\d{4}-\d{2}$/) }),
    z.strictObject({
      days: z.array(CalendarDayView),
      /** Days on which more is planned than the SIM may send. */
      overCap: z.array(z.strictObject({ day: Day, planned: z.int(), cap: z.int() })),
      yearStatus: z.enum(['known', 'check', 'unknown']),
    }),
  ),
  'calendar.day': query(z.strictObject({ day: Day, cursor: Cursor }), page(OccurrenceView)),
  'calendar.setDay': command(
    z.strictObject({ day: Day, type: DayType.nullable(), note: z.string().max(200) }),
    Nothing,
    'senior',
  ),
  'calendar.skip': command(z.strictObject({ id: Id, skipped: z.boolean() }), Nothing),
  'rules.list': query(Nothing, z.strictObject({ items: z.array(ReminderRule.extend({ id: Id })) })),
  'rules.save': command(ReminderRule, z.strictObject({ id: Id, planned: z.int() }), 'senior'),
}
