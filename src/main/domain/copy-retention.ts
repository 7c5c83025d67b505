import { addDays, type Day, monthOf, weekday } from '../../shared/days.ts'

/** A copy in one folder. Two copies of one instant are told apart by name. */
export interface KeptCopy {
  readonly name: string
  /** The office's day it was made on. */
  readonly day: Day
  readonly at: number
  /** `good`: opened and found whole; `bad`: opened and not whole; `unchecked`: nobody could say yet. */
  readonly state: 'good' | 'bad' | 'unchecked'
}

/** How many of the newest days, weeks and months that have a good copy keep their newest one. */
export interface RetentionRule {
  readonly days: number
  readonly weeks: number
  readonly months: number
}

export const retentionRule: RetentionRule = { days: 7, weeks: 4, months: 12 }

const newestFirst = (left: KeptCopy, right: KeptCopy): number =>
  right.at - left.at || (left.name < right.name ? 1 : -1)

const monday = (day: Day): Day => addDays(day, 1 - weekday(day))

/** The newest copy of each of the `count` newest periods that have one. `copies` stand newest first. */
const newestOf = (
  copies: readonly KeptCopy[],
  count: number,
  period: (copy: KeptCopy) => string,
): KeptCopy[] => {
  const seen = new Set<string>()
  return copies.filter((copy) => {
    const key = period(copy)
    if (seen.has(key) || seen.size >= count) return false
    seen.add(key)
    return true
  })
}

/**
 * Names of the copies that may go. Periods without a copy do not count, and no clock is read: a week off, or a clock
 * that jumped, takes nothing away. A bad copy goes once a newer good one is there; one that nobody could check stays.
 */
export const copiesToRemove = (
  copies: readonly KeptCopy[],
  rule: RetentionRule = retentionRule,
): readonly string[] => {
  const good = copies.filter((copy) => copy.state === 'good').sort(newestFirst)
  const newest = good[0]
  if (newest === undefined) return []
  const kept = new Set([
    newest,
    ...newestOf(good, rule.days, (copy) => copy.day),
    ...newestOf(good, rule.weeks, (copy) => monday(copy.day)),
    ...newestOf(good, rule.months, (copy) => monthOf(copy.day)),
  ])
  return copies
    .filter((copy) => (copy.state === 'good' ? !kept.has(copy) : copy.state === 'bad' && copy.at < newest.at))
    .map((copy) => copy.name)
}
