import { addDays, type Day, laterDay } from '../../shared/days.ts'

/** A planned reminder that may be moved between two days for the cap's sake. */
export interface Movable {
  readonly ruleId: string
  readonly billId: string
  readonly day: Day
  readonly at: number
  readonly moved: 'no' | 'day-off' | 'cap' | 'late'
  readonly earliest: Day
  readonly latest: Day
}

/** A day that stays over its cap: «1840 SMS, лимит 300 в день». */
export interface Crowding {
  readonly day: Day
  readonly planned: number
  readonly cap: number
}

export interface SpreadTerms {
  readonly dailyCap: number
  /** What other plans have already put on a day. */
  readonly taken: ReadonlyMap<Day, number>
  readonly today: Day
  /** The instant (UTC ms) at which a rule may send on a day, null when it may not. */
  atOn(ruleId: string, day: Day): number | null
}

/** Reminders handled between two places where the spreading may be left for other work. */
const atOnce = 1000

/**
 * Moves what is over the daily cap to the nearest earlier day with room, or else to the nearest later one, each
 * reminder within its own bounds; one bill never gets two on a day. What fits nowhere stays and is reported.
 */
export function* spreadSteps(
  planned: readonly Movable[],
  terms: SpreadTerms,
): Generator<void, { readonly placed: readonly Movable[]; readonly overCap: readonly Crowding[] }> {
  const days = yield* tableOf(planned, terms)
  if (days.every((one) => one.room >= 0)) return { placed: planned, overCap: [] }
  const daysOfBill = yield* daysByBill(planned)
  const placed: Movable[] = []
  for (const crowded of days.toReversed()) {
    for (const one of crowded.list.toReversed()) {
      if (placed.length % atOnce === 0) yield
      const own = daysOfBill.get(one.billId)
      const target = crowded.room < 0 ? findRoom(one, days, crowded.index, terms, own) : null
      if (target) {
        crowded.room += 1
        target.entry.room -= 1
        own?.delete(one.day)
        own?.add(target.entry.day)
        placed.push({ ...one, day: target.entry.day, at: target.at, moved: 'cap' })
      } else {
        placed.push(one)
      }
    }
  }
  return { placed: placed.reverse(), overCap: crowdingOf(days, terms.dailyCap) }
}

/** A day of the plan: what was planned on it, and how many more it can carry (below zero when too many). */
interface DayEntry {
  readonly index: number
  readonly day: Day
  readonly list: Movable[]
  room: number
}

function* daysByBill(planned: readonly Movable[]): Generator<void, Map<string, Set<Day>>> {
  const daysOfBill = new Map<string, Set<Day>>()
  for (const [index, { billId, day }] of planned.entries()) {
    if (index % atOnce === 0) yield
    daysOfBill.set(billId, (daysOfBill.get(billId) ?? new Set()).add(day))
  }
  return daysOfBill
}

/** Every day from today to the furthest bound, one after another. */
function* tableOf(
  planned: readonly Movable[],
  { today, taken, dailyCap }: SpreadTerms,
): Generator<void, readonly DayEntry[]> {
  const last = planned.reduce((most, one) => laterDay(most, laterDay(one.day, one.latest)), today)
  const days: DayEntry[] = []
  for (let day = today; day <= last; day = addDays(day, 1)) {
    days.push({ index: days.length, day, list: [], room: dailyCap - (taken.get(day) ?? 0) })
  }
  const byDay = new Map(days.map((one) => [one.day, one]))
  for (const [index, one] of planned.entries()) {
    if (index % atOnce === 0) yield
    const entry = byDay.get(one.day)
    if (!entry) throw new RangeError(`a reminder is planned in the past: ${one.day}`)
    entry.list.push(one)
    entry.room -= 1
  }
  return days
}

function findRoom(
  one: Movable,
  days: readonly DayEntry[],
  from: number,
  terms: SpreadTerms,
  own: ReadonlySet<Day> | undefined,
): { readonly entry: DayEntry; readonly at: number } | null {
  for (const step of [-1, 1]) {
    for (let index = from + step; ; index += step) {
      const entry = days[index]
      if (!entry || entry.day < one.earliest || entry.day > one.latest) break
      if (entry.room <= 0 || own?.has(entry.day)) continue
      const at = terms.atOn(one.ruleId, entry.day)
      if (at !== null) return { entry, at }
    }
  }
  return null
}

function crowdingOf(days: readonly DayEntry[], cap: number): readonly Crowding[] {
  return days
    .filter((one) => one.room < 0 && one.list.length > 0)
    .map((one) => ({ day: one.day, planned: cap - one.room, cap }))
}
