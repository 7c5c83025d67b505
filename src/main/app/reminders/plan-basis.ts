import type { AppDeps } from '../app-deps.ts'
import type { Office } from '../office/office-book.ts'
import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'
import type { ReminderRuleRow } from '../ports/tables/sms-rows.ts'
import { dailyCapOf } from '../sims/sims.ts'

/** What every reminder of a plan hangs on. */
export interface PlanBasis {
  readonly rules: readonly ReminderRuleRow[]
  readonly office: Office | null
  readonly calendar: object
  /** SMS a day that the card carries. */
  readonly perDay: number
}

export const planBasis = (read: Reader, deps: Pick<AppDeps, 'offices' | 'calendars'>): PlanBasis => {
  // Both books give the same object until what is stored has changed.
  const office = deps.offices.find(read)
  return {
    rules: read.all(sql.selectFrom('reminder_rule').selectAll().where('active', '=', 1).orderBy('id')),
    office,
    calendar: deps.calendars.office(read),
    perDay: office === null ? 0 : dailyCapOf(read, office.settings.smsPerDay),
  }
}

/** Whether a plan made on `before` would be made the same on `now`. */
export const sameBasis = (before: PlanBasis, now: PlanBasis): boolean =>
  before.office === now.office &&
  before.calendar === now.calendar &&
  before.perDay === now.perDay &&
  JSON.stringify(before.rules) === JSON.stringify(now.rules)
