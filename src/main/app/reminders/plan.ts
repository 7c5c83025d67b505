import { addDays, createTimeZone, type Day, dayOf } from '../../../shared/days.ts'
import { type Occurrence, planReminders } from '../../domain/reminder-rules.ts'
import type { AppDeps } from '../app-deps.ts'
import { laneHours, reminderCap } from '../office/sending-hours.ts'
import { statement } from '../ports/bulk.ts'
import type { Instant } from '../ports/clock.ts'
import { sql } from '../ports/sql.ts'
import type { Reader, Writer } from '../ports/store.ts'
import type { OccurrenceRow, ReminderRuleRow } from '../ports/tables/sms-rows.ts'
import { type Remindable, remindables } from './remindable.ts'

const horizon_days = 45
const lookBack_days = 40

interface Planned {
  readonly rule: ReminderRuleRow
  readonly bill: Remindable
  readonly occurrence: Occurrence
}

/** What must change so that the stored plan is the plan; kept apart so that it can be written in slices. */
export interface PlanChange {
  readonly remove: readonly number[]
  readonly move: readonly { readonly id: number; readonly day: Day; readonly due_at: Instant }[]
  readonly add: readonly Omit<OccurrenceRow, 'id'>[]
  readonly planned: number
}

const planRules = (
  read: Reader,
  rules: readonly ReminderRuleRow[],
  bills: readonly Remindable[],
  now: Instant,
  deps: Pick<AppDeps, 'offices' | 'calendars'>,
  open: (rule: ReminderRuleRow, bill: Remindable) => boolean,
): Planned[] => {
  const office = deps.offices.get(read)
  const today = dayOf(now, office.timeZone)
  const planned: Planned[] = []
  const taken = new Map<Day, number>()
  const groups = Map.groupBy(rules, (rule) => `${rule.service_id ?? ''}/${rule.minimum_kop}`)
  for (const group of groups.values()) {
    const [first] = group
    if (first === undefined) continue
    const own = bills.filter(
      (bill) =>
        bill.left_kop >= first.minimum_kop &&
        (first.service_id === null || bill.serviceId === first.service_id) &&
        group.some((rule) => open(rule, bill)),
    )
    const plan = planReminders({
      rules: group.map((rule) => ({
        id: String(rule.id),
        offset_days: -rule.offset_days,
        anchor: rule.anchor === 'due' ? 'due-day' : 'penalty-free-day',
        at: rule.at,
        skipsDaysOff: rule.days_off === 0,
      })),
      bills: own,
      now,
      until: addDays(today, horizon_days),
      hours: laneHours(office.settings),
      calendar: deps.calendars.office(read),
      zone: createTimeZone(office.timeZone),
      dailyCap: reminderCap(office.settings.smsPerDay),
      taken,
    })
    if (!plan.ok) throw new Error(`the plan of reminders was refused: ${plan.code}`)
    const byRule = new Map(group.map((rule) => [String(rule.id), rule]))
    const byBill = new Map(own.map((bill) => [bill.billId, bill]))
    for (const occurrence of plan.occurrences) {
      const rule = byRule.get(occurrence.ruleId)
      const bill = byBill.get(occurrence.billId)
      if (rule === undefined || bill === undefined) continue
      planned.push({ rule, bill, occurrence })
      taken.set(occurrence.day, (taken.get(occurrence.day) ?? 0) + 1)
    }
  }
  return planned
}

const keyOf = (ruleId: number, billId: number, phoneId: number): string => `${ruleId}/${billId}/${phoneId}`

/** Skipped because the client said so; a bill and a phone that may be reminded again take it up where they left. */
const hushes = ['silenced', 'stopped']
const wasHushed = (row: Pick<OccurrenceRow, 'status' | 'reason'>): boolean =>
  row.status === 'skipped' && row.reason !== null && hushes.includes(row.reason)

/** Compares the plan that rules and bills make now with the one that is stored. */
export const planChange = (
  read: Reader,
  now: Instant,
  deps: Pick<AppDeps, 'offices' | 'calendars'>,
): PlanChange => {
  const today = dayOf(now, deps.offices.get(read).timeZone)
  const rules = read.all(sql.selectFrom('reminder_rule').selectAll().where('active', '=', 1).orderBy('id'))
  const bills =
    rules.length === 0
      ? []
      : remindables(read, addDays(today, -lookBack_days), addDays(today, horizon_days), today, deps.calendars)
  const stored = new Map(
    read
      .all(
        sql
          .selectFrom('occurrence')
          .select(['id', 'rule_id', 'bill_id', 'phone_id', 'day', 'due_at', 'status', 'reason'])
          .where('day', '>=', addDays(today, -lookBack_days - horizon_days)),
      )
      .map((row) => [keyOf(row.rule_id, row.bill_id, row.phone_id), row]),
  )
  // What has left or was skipped needs no place of the day's cap.
  const open = (rule: ReminderRuleRow, bill: Remindable): boolean => {
    const known = stored.get(keyOf(rule.id, bill.id, bill.phoneId))
    return known === undefined || known.status === 'planned' || wasHushed(known)
  }
  const planned = planRules(read, rules, bills, now, deps, open)
  const add: Omit<OccurrenceRow, 'id'>[] = []
  const move: { id: number; day: Day; due_at: Instant }[] = []
  for (const { rule, bill, occurrence } of planned) {
    const key = keyOf(rule.id, bill.id, bill.phoneId)
    const known = stored.get(key)
    stored.delete(key)
    if (known === undefined)
      add.push({
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
    else if (wasHushed(known)) move.push({ id: known.id, day: occurrence.day, due_at: occurrence.at })
    else if (known.status === 'planned' && known.due_at > now && known.due_at !== occurrence.at)
      move.push({ id: known.id, day: occurrence.day, due_at: occurrence.at })
  }
  const remove = [...stored.values()]
    .filter((row) => row.status === 'planned' && row.due_at > now)
    .map((row) => row.id)
  return { add, move, remove, planned: planned.length }
}

const occurrenceColumns = [
  'id',
  'rule_id',
  'account_id',
  'bill_id',
  'phone_id',
  'day',
  'due_at',
  'status',
  'reason',
  'message_id',
] as const
const rowsAtOnce = 50

/** A plan has a reminder for each account of the office; one that is already stored stays as it is. */
const insertOccurrences = (rows: readonly OccurrenceRow[]) => {
  const row = `(${occurrenceColumns.map(() => '?').join(', ')})`
  const names = occurrenceColumns.map((column) => `"${column}"`).join(', ')
  const values = rows.map(() => row).join(', ')
  const insert = statement(`insert into "occurrence" (${names}) values ${values} on conflict do nothing`)
  return insert(rows.flatMap((one) => occurrenceColumns.map((column) => one[column])))
}

/** Applies a slice of a change. */
export const applyPlan = (tx: Writer, change: Omit<PlanChange, 'planned'>): void => {
  for (const id of change.remove)
    tx.run(sql.deleteFrom('occurrence').where('id', '=', id).where('status', '=', 'planned'))
  for (const { id, day, due_at } of change.move)
    tx.run(
      sql
        .updateTable('occurrence')
        .set({ day, due_at, status: 'planned', reason: null })
        .where('id', '=', id)
        .where(({ eb, or }) => or([eb('status', '=', 'planned'), eb('reason', 'in', hushes)])),
    )
  const rows = change.add.map((row) => ({ ...row, id: tx.nextId('occurrence') }))
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    tx.run(insertOccurrences(rows.slice(from, from + rowsAtOnce)))
}
