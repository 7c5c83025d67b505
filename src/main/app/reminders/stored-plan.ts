import type { Day } from '../../../shared/days.ts'
import { prepared } from '../ports/prepared.ts'
import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'
import type { OccurrenceRow } from '../ports/tables/sms-rows.ts'

export type StoredReminder = Pick<OccurrenceRow, 'id' | 'due_at' | 'status' | 'reason'>

/** Reminders that were planned before, by rule, then by bill and phone as a remindable's `billId` names them. */
export type StoredPlan = Map<number, Map<string, StoredReminder>>

const rowsAtOnce = 1000

const rowsAfter = prepared((given: { day: Day; id: number }) =>
  sql
    .selectFrom('occurrence')
    .select(['id', 'rule_id', 'bill_id', 'phone_id', 'day', 'due_at', 'status', 'reason'])
    .where(({ eb, refTuple, tuple }) => eb(refTuple('day', 'id'), '>', tuple(given.day, given.id)))
    .orderBy('day')
    .orderBy('id')
    .limit(rowsAtOnce),
)

/** What is stored of the plan from a day on. */
export function* storedPlan(read: Reader, from: Day): Generator<void, StoredPlan> {
  const stored: StoredPlan = new Map()
  let last = { day: from, id: 0 }
  for (;;) {
    const rows = read.all(rowsAfter(last))
    for (const { rule_id, bill_id, phone_id, ...row } of rows) {
      const ofRule = stored.get(rule_id) ?? new Map<string, StoredReminder>()
      stored.set(rule_id, ofRule.set(`${bill_id}:${phone_id}`, row))
    }
    const end = rows.at(-1)
    if (end === undefined || rows.length < rowsAtOnce) return stored
    last = end
    yield
  }
}

/** Skipped because the client said so; a bill and a phone that may be reminded again take it up where they left. */
export const hushes = ['silenced', 'stopped']

export const wasHushed = (row: Pick<OccurrenceRow, 'status' | 'reason'>): boolean =>
  row.status === 'skipped' && row.reason !== null && hushes.includes(row.reason)

/** Whether a plan may still place it; undefined where nothing is stored yet. */
export const mayMove = (row: StoredReminder | undefined): boolean =>
  row === undefined || row.status === 'planned' || wasHushed(row)
