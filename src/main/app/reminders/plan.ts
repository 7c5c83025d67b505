import { addDays, type Day, dayOf } from '../../../shared/days.ts'
import { type Occurrence, planReminderSteps } from '../../domain/reminder-rules.ts'
import type { AppDeps } from '../app-deps.ts'
import { laneHours, reminderCap } from '../office/sending-hours.ts'
import type { Instant } from '../ports/clock.ts'
import type { Reader } from '../ports/store.ts'
import type { OccurrenceRow, ReminderRuleRow } from '../ports/tables/sms-rows.ts'
import { dailyCapOf } from '../sims/sims.ts'
import type { PlanBasis } from './plan-basis.ts'
import { type Remindable, remindables } from './remindable.ts'
import { mayMove, type StoredPlan, storedPlan, wasHushed } from './stored-plan.ts'

const horizon_days = 45
const lookBack_days = 40
/** Reminders handled between two places where the plan may be left for other work. */
const atOnce = 1000

type PlanDeps = Pick<AppDeps, 'offices' | 'calendars'>

interface Planned {
  readonly rule: ReminderRuleRow
  readonly bill: Remindable
  readonly occurrence: Occurrence
}

/** A stored reminder that belongs on another day, with the bill and the phone it is about. */
export interface Move extends Pick<OccurrenceRow, 'id' | 'rule_id' | 'bill_id' | 'phone_id' | 'day'> {
  readonly due_at: Instant
}

/** What must change so that the stored plan is the plan; kept apart so that it can be written in slices. */
export interface PlanChange {
  readonly remove: readonly number[]
  readonly move: readonly Move[]
  readonly add: readonly Omit<OccurrenceRow, 'id'>[]
  readonly planned: number
}

interface GroupTerms {
  readonly read: Reader
  readonly now: Instant
  readonly deps: PlanDeps
  readonly stored: StoredPlan
  /** Reminders that rules planned before have put on a day. */
  readonly taken: Map<Day, number>
}

/** The bills that a group of rules reminds of: what has left or was skipped needs no place of the day's cap. */
function* billsOf(
  group: readonly ReminderRuleRow[],
  bills: readonly Remindable[],
  stored: StoredPlan,
): Generator<void, Remindable[]> {
  const [first] = group
  const own: Remindable[] = []
  if (first === undefined) return own
  const { minimum_kop, service_id } = first
  for (const [index, bill] of bills.entries()) {
    if (index % atOnce === 0) yield
    if (bill.left_kop < minimum_kop || (service_id !== null && bill.serviceId !== service_id)) continue
    if (group.some((rule) => mayMove(stored.get(rule.id)?.get(bill.billId)))) own.push(bill)
  }
  return own
}

function* planGroup(
  group: readonly ReminderRuleRow[],
  bills: readonly Remindable[],
  { read, now, deps, stored, taken }: GroupTerms,
): Generator<void, Planned[]> {
  const office = deps.offices.get(read)
  const zone = deps.offices.zone(read)
  const own = yield* billsOf(group, bills, stored)
  const plan = yield* planReminderSteps({
    rules: group.map((rule) => ({
      id: String(rule.id),
      offset_days: -rule.offset_days,
      anchor: rule.anchor === 'due' ? 'due-day' : 'penalty-free-day',
      at: rule.at,
      skipsDaysOff: rule.days_off === 0,
    })),
    bills: own,
    now,
    until: addDays(dayOf(now, office.timeZone), horizon_days),
    hours: laneHours(office.settings),
    calendar: deps.calendars.office(read),
    zone,
    dailyCap: reminderCap(dailyCapOf(read, office.settings.smsPerDay)),
    taken,
  })
  if (!plan.ok) throw new Error(`the plan of reminders was refused: ${plan.code}`)
  const byRule = new Map(group.map((rule) => [String(rule.id), rule]))
  const byBill = new Map<string, Remindable>()
  for (const [index, bill] of own.entries()) {
    if (index % atOnce === 0) yield
    byBill.set(bill.billId, bill)
  }
  const planned: Planned[] = []
  for (const [index, occurrence] of plan.occurrences.entries()) {
    if (index % atOnce === 0) yield
    const rule = byRule.get(occurrence.ruleId)
    const bill = byBill.get(occurrence.billId)
    if (rule === undefined || bill === undefined) continue
    planned.push({ rule, bill, occurrence })
    taken.set(occurrence.day, (taken.get(occurrence.day) ?? 0) + 1)
  }
  return planned
}

const addition = ({ rule, bill, occurrence }: Planned): Omit<OccurrenceRow, 'id'> => ({
  rule_id: rule.id,
  account_id: bill.accountId,
  bill_id: bill.id,
  phone_id: bill.phoneId,
  day: occurrence.day,
  due_at: occurrence.at,
  status: 'planned',
  reason: null,
  message_id: null,
})

/** What is planned against what is stored; takes out of `stored` what it has found a place for. */
function* compare(
  planned: readonly Planned[],
  stored: StoredPlan,
  now: Instant,
): Generator<void, Omit<PlanChange, 'planned'>> {
  const add = new Map<number, Omit<OccurrenceRow, 'id'>[]>()
  const move: Move[] = []
  const remove: number[] = []
  for (const [index, one] of planned.entries()) {
    if (index % atOnce === 0) yield
    const { rule, bill, occurrence } = one
    const known = stored.get(rule.id)?.get(bill.billId)
    stored.get(rule.id)?.delete(bill.billId)
    if (known === undefined) {
      const place = Math.floor(bill.id / atOnce)
      const near = add.get(place)
      if (near === undefined) add.set(place, [addition(one)])
      else near.push(addition(one))
    } else if (
      wasHushed(known) ||
      (known.status === 'planned' && known.due_at > now && known.due_at !== occurrence.at)
    )
      move.push({ ...addition(one), id: known.id })
  }
  let seen = 0
  for (const rows of stored.values()) {
    for (const row of rows.values()) {
      seen += 1
      if (seen % atOnce === 0) yield
      if (row.status === 'planned' && row.due_at > now) remove.push(row.id)
    }
  }
  // Bills that lie together are written together: their rows and the indexes' are then found in the same places.
  const places = [...add].sort(([left], [right]) => left - right)
  return { add: places.flatMap(([, rows]) => rows), move, remove }
}

/**
 * Compares the plan that rules and bills make now with the one that is stored, in pieces of a few milliseconds. The
 * office goes on working between them: what is written is looked at again then (`applyPlan`), and what makes a new
 * reminder asks for a new plan by itself.
 */
export function* planSteps(
  read: Reader,
  now: Instant,
  basis: PlanBasis,
  deps: PlanDeps,
): Generator<void, PlanChange> {
  const today = dayOf(now, deps.offices.get(read).timeZone)
  const due = { from: addDays(today, -lookBack_days), to: addDays(today, horizon_days) }
  const bills = basis.rules.length === 0 ? [] : yield* remindables(read, due, today, deps.calendars)
  const stored = yield* storedPlan(read, addDays(today, -lookBack_days - horizon_days))
  const terms: GroupTerms = { read, now, deps, stored, taken: new Map() }
  const planned: Planned[] = []
  const groups = Map.groupBy(basis.rules, (rule) => `${rule.service_id ?? ''}/${rule.minimum_kop}`)
  for (const group of groups.values()) {
    for (const one of yield* planGroup(group, bills, terms)) planned.push(one)
  }
  return { ...(yield* compare(planned, stored, now)), planned: planned.length }
}
