import { addDays, type Day, earlierDay, laterDay } from '../../shared/days.ts'

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

/**
 * Moves what is over the daily cap to earlier days, and what still is over it to later ones, each reminder
 * within its own bounds; one bill never gets two on a day. What fits nowhere stays and is reported.
 */
export function spreadOverDays(
  planned: readonly Movable[],
  terms: SpreadTerms,
): { readonly placed: readonly Movable[]; readonly overCap: readonly Crowding[] } {
  const days = new Map<Day, Movable[]>()
  const daysOfBill = new Map<string, Set<Day>>()
  for (const one of planned) {
    put(days, one)
    daysOfBill.set(one.billId, (daysOfBill.get(one.billId) ?? new Set()).add(one.day))
  }
  const context = { days, daysOfBill, terms }
  const first = [...days.keys()].reduce(earlierDay, terms.today)
  const last = [...days.keys()].reduce(laterDay, terms.today)
  for (let day = last; day > terms.today; day = addDays(day, -1)) relieve(day, -1, context)
  // A day can pass on only what its reminders' bounds allow, so this ends with the furthest of them.
  const end = planned.reduce((most, one) => laterDay(most, one.latest), last)
  for (let day = first; day < end; day = addDays(day, 1)) relieve(day, 1, context)
  const overCap = [...days.entries()]
    .map(([day, list]) => ({ day, planned: list.length + (terms.taken.get(day) ?? 0), cap: terms.dailyCap }))
    .filter((one) => one.planned > one.cap && (days.get(one.day)?.length ?? 0) > 0)
    .sort((a, b) => (a.day < b.day ? -1 : 1))
  return { placed: [...days.values()].flat(), overCap }
}

interface Context {
  readonly days: Map<Day, Movable[]>
  readonly daysOfBill: Map<string, Set<Day>>
  readonly terms: SpreadTerms
}

/** Moves the excess of a day one usable day further in a direction, the last planned first. */
function relieve(day: Day, step: 1 | -1, { days, daysOfBill, terms }: Context): void {
  const list = days.get(day) ?? []
  let excess = list.length + (terms.taken.get(day) ?? 0) - terms.dailyCap
  if (excess <= 0) return
  const stay: Movable[] = []
  for (const one of list.toReversed()) {
    const target = excess > 0 ? nextDay(one, step, terms, daysOfBill.get(one.billId)) : null
    if (target === null) {
      stay.push(one)
      continue
    }
    excess -= 1
    daysOfBill.get(one.billId)?.delete(day)
    daysOfBill.get(one.billId)?.add(target.day)
    put(days, { ...one, ...target, moved: 'cap' })
  }
  days.set(day, stay.reverse())
}

function nextDay(
  one: Movable,
  step: 1 | -1,
  terms: SpreadTerms,
  own: ReadonlySet<Day> | undefined,
): { readonly day: Day; readonly at: number } | null {
  const first = laterDay(one.earliest, terms.today)
  for (let day = addDays(one.day, step); day >= first && day <= one.latest; day = addDays(day, step)) {
    const at = own?.has(day) ? null : terms.atOn(one.ruleId, day)
    if (at !== null) return { day, at }
  }
  return null
}

function put(days: Map<Day, Movable[]>, one: Movable): void {
  const list = days.get(one.day)
  if (list) list.push(one)
  else days.set(one.day, [one])
}
