import type { AppDeps } from '../app-deps.ts'
import { statement } from '../ports/bulk.ts'
import { prepared } from '../ports/prepared.ts'
import { sql } from '../ports/sql.ts'
import type { Writer } from '../ports/store.ts'
import type { OccurrenceRow, ReminderRuleRow } from '../ports/tables/sms-rows.ts'
import type { PlanChange } from './plan.ts'
import { type PlanBasis, planBasis, sameBasis } from './plan-basis.ts'
import { stillRemindable } from './remindable.ts'
import { hushes } from './stored-plan.ts'

const columns = [
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

const insertText = (rows: number): string => {
  const row = `(${columns.map(() => '?').join(', ')})`
  const names = columns.map((column) => `"${column}"`).join(', ')
  const values = Array.from({ length: rows }, () => row).join(', ')
  return `insert into "occurrence" (${names}) values ${values} on conflict do nothing`
}

const insertMany = statement(insertText(rowsAtOnce))

/** A plan has a reminder for each account of the office; one that is already stored stays as it is. */
const insertRows = (rows: readonly OccurrenceRow[]) => {
  const insert = rows.length === rowsAtOnce ? insertMany : statement(insertText(rows.length))
  return insert(rows.flatMap((one) => columns.map((column) => one[column])))
}

const removePlanned = prepared((given: { id: number }) =>
  sql.deleteFrom('occurrence').where('id', '=', given.id).where('status', '=', 'planned'),
)

const moveTo = prepared((given: Pick<OccurrenceRow, 'id' | 'day' | 'due_at'>) =>
  sql
    .updateTable('occurrence')
    .set({ day: given.day, due_at: given.due_at, status: 'planned', reason: null })
    .where('id', '=', given.id)
    .where(({ eb, or }) => or([eb('status', '=', 'planned'), eb('reason', 'in', hushes)])),
)

type Placed = Pick<OccurrenceRow, 'rule_id' | 'bill_id' | 'phone_id'>

/** Leaves out what was paid, silenced or refused since the plan looked at it. */
const standing = <Row extends Placed>(
  tx: Writer,
  rows: readonly Row[],
  rules: readonly ReminderRuleRow[],
): Row[] => {
  if (rows.length === 0) return []
  const minimums = new Map(rules.map((rule) => [rule.id, rule.minimum_kop]))
  const left = stillRemindable(
    tx,
    rows.map((row) => row.bill_id),
  )
  return rows.filter((row) => {
    const left_kop = left.get(`${row.bill_id}:${row.phone_id}`)
    return left_kop !== undefined && left_kop >= (minimums.get(row.rule_id) ?? 0)
  })
}

/**
 * Applies a slice of a change to what the office holds by now. False, with nothing done, where rules, settings or
 * calendar are no longer those the plan was made on: it must be made again.
 */
export const applyPlan = (
  tx: Writer,
  change: Omit<PlanChange, 'planned'>,
  basis: PlanBasis,
  deps: Pick<AppDeps, 'offices' | 'calendars'>,
): boolean => {
  if (!sameBasis(basis, planBasis(tx, deps))) return false
  for (const id of change.remove) tx.run(removePlanned({ id }))
  for (const { id, day, due_at } of standing(tx, change.move, basis.rules))
    tx.run(moveTo({ id, day, due_at }))
  const rows = standing(tx, change.add, basis.rules).map((row) => ({ ...row, id: tx.nextId('occurrence') }))
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    tx.run(insertRows(rows.slice(from, from + rowsAtOnce)))
  return true
}
