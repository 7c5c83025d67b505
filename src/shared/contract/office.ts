import { z } from 'zod'
import { isTimeZone } from '../days.ts'
import { command, Day, Id, InstantMs, Kopecks, Name, Nothing, query, TimeOfDay } from './define.ts'
import { Passphrase } from './safety.ts'

export const Role = z.enum(['owner', 'senior', 'cashier'])
export const Pin = z.string().regex(/^\d{4,8}$/)
export const OperatorView = z.strictObject({ id: Id, name: z.string(), role: Role })

export const OfficeStatus = z.strictObject({
  needsSetup: z.boolean(),
  kind: z.enum(['training', 'real']),
  name: z.string(),
  timeZone: z.string(),
  /** The business clock; in a training office it may be ahead of the system's. */
  now: InstantMs,
  today: Day,
  operators: z.array(OperatorView),
  /** Messages that wait to be sent: what a host asks about before it closes. */
  waiting: z.int(),
  /** Named on the command line; null leaves the choice to the window. */
  lang: z.enum(['ru', 'en']).nullable(),
  version: z.string(),
})

export const SetupInput = z.strictObject({
  office: Name,
  /** IANA name. An office in a zone that nobody knows could tell no day at all. */
  timeZone: z.string().min(1).max(60).refine(isTimeZone),
  operator: z.strictObject({ name: Name, pin: Pin }),
  passphrase: Passphrase,
  /** Two words of the recovery sheet were given back. */
  sheetConfirmed: z.boolean().default(false),
})

export const OfficeSettings = z.strictObject({
  /** Full name, on receipts. */
  office: Name,
  /** How the SMS begin; at most eight letters. */
  smsName: z.string().trim().min(1).max(8),
  phone: z.string().max(30),
  address: z.string().max(200),
  opens: TimeOfDay,
  closes: TimeOfDay,
  /** Week days on which the desk is open, 1 = Monday. */
  openWeekdays: z.array(z.int().min(1).max(7)).min(1),
  quietFrom: TimeOfDay,
  quietTo: TimeOfDay,
  quietFromDayOff: TimeOfDay,
  quietToDayOff: TimeOfDay,
  smsPerDay: z.int().min(1).max(10_000),
  smsPerMinute: z.int().min(1).max(600),
  requestsPerHour: z.int().min(1).max(1000),
  receiptPaper: z.enum(['A5', 'roll80']),
})

export const ShiftView = z.strictObject({
  id: Id,
  operatorId: Id,
  operatorName: z.string(),
  openedAt: InstantMs,
  day: Day,
  float_kop: Kopecks,
  cash_kop: Kopecks,
  card_kop: Kopecks,
  fee_kop: Kopecks,
  payments: z.int(),
  reversals: z.int(),
  /** What should be in the till now. */
  expected_kop: Kopecks,
})

export const TopBar = z.strictObject({
  now: InstantMs,
  today: Day,
  dayType: z.enum(['working', 'short', 'off']),
  /** False where the year's calendar is preliminary or unknown: the screen says «проверьте». */
  dayKnown: z.boolean(),
  shift: ShiftView.nullable(),
  modemPhase: z.string(),
  modemProblem: z.string().nullable(),
  bars: z.int().min(0).max(5),
  operator: z.string().nullable(),
  queued: z.int(),
  uncertain: z.int(),
  failed: z.int(),
  unread: z.int(),
  /** Why nothing is sent: a person held the queue, the clock went back, or the office was restored from a copy. */
  holding: z.enum(['operator', 'clock', 'restored']).nullable(),
})

export const officeCalls = {
  'office.status': query(Nothing, OfficeStatus, 'anyone'),
  'office.setup': command(SetupInput, z.strictObject({ operatorId: Id }), 'anyone'),
  'office.top': query(Nothing, TopBar),
  'office.settings': query(Nothing, OfficeSettings),
  'office.saveSettings': command(OfficeSettings, Nothing, 'owner'),
  /** Training only: moves the business clock forward, running what falls due in order. */
  'office.moveClock': command(
    z.strictObject({ to: InstantMs }),
    z.strictObject({ now: InstantMs, today: Day }),
    'cashier',
  ),
  'session.login': command(
    z.strictObject({ operatorId: Id, pin: Pin }),
    z.strictObject({ session: z.string(), operator: OperatorView }),
    'anyone',
  ),
  'session.logout': command(Nothing, Nothing),
  'session.who': query(Nothing, OperatorView),
  'operators.list': query(
    Nothing,
    z.strictObject({ items: z.array(OperatorView.extend({ active: z.boolean() })) }),
    'owner',
  ),
  'operators.save': command(
    z.strictObject({ id: Id.nullable(), name: Name, role: Role, pin: Pin.nullable(), active: z.boolean() }),
    z.strictObject({ id: Id }),
    'owner',
  ),
  'shift.open': command(z.strictObject({ float_kop: Kopecks.min(0) }), ShiftView),
  'shift.close': command(
    z.strictObject({ counted_kop: Kopecks.min(0) }),
    z.strictObject({
      zNumber: z.int(),
      expected_kop: Kopecks,
      counted_kop: Kopecks,
      difference_kop: Kopecks,
    }),
  ),
}
