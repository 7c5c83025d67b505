import { addDays, type Day, type TimeOfDay, type TimeZone } from '../../shared/days.ts'
import { type LaneHours, nextAllowed, windowOn } from './quiet-hours.ts'
import { type Crowding, spreadSteps } from './reminder-spread.ts'
import { type DayTypes, firstDay } from './working-days.ts'

/** «За 3 дня до срока, в 11:00, не в выходной». */
export interface ReminderRule {
  readonly id: string
  /** Days after the anchor; below zero before it. */
  readonly offset_days: number
  readonly anchor: 'penalty-free-day' | 'due-day'
  readonly at: TimeOfDay
  /** A day off moves the reminder to the working day before it (after it, once the anchor has passed). */
  readonly skipsDaysOff: boolean
}

/** A bill that may be reminded of: open, with a phone, not silenced. The caller chooses them. */
export interface RemindedBill {
  readonly billId: string
  readonly due: Day
  readonly penaltyFreeDay: Day
}

/** Why a reminder is not on the day its rule names. */
export type Moved = 'no' | 'day-off' | 'cap' | 'late'

/** One planned reminder of one bill. */
export interface Occurrence {
  readonly ruleId: string
  readonly billId: string
  readonly day: Day
  /** UTC ms. */
  readonly at: number
  readonly moved: Moved
}

/** A reminder that will not be sent, and why: its time is past, no hour allows it, or another goes that day. */
export interface Dropped {
  readonly ruleId: string
  readonly billId: string
  readonly reason: 'stale' | 'no-window' | 'same-day'
}

export interface PlanRequest {
  readonly rules: readonly ReminderRule[]
  readonly bills: readonly RemindedBill[]
  /** UTC ms: nothing is planned before it. */
  readonly now: number
  /** Nothing is planned after this day. */
  readonly until: Day
  readonly hours: LaneHours
  readonly calendar: DayTypes
  readonly zone: TimeZone
  /** Reminders a day that the SIM can carry, less what other plans have taken of a day. */
  readonly dailyCap: number
  readonly taken: ReadonlyMap<Day, number>
}

export type Plan =
  | {
      readonly ok: true
      /** By time, then in the order the bills were given. */
      readonly occurrences: readonly Occurrence[]
      readonly dropped: readonly Dropped[]
      /** Days that remain over the cap though all that could be moved was: a warning, days ahead. */
      readonly overCap: readonly Crowding[]
    }
  | { readonly ok: false; readonly code: 'too-many' | 'too-far' | 'rule'; readonly limit: number }

/** Where a rule puts the reminders of an anchor day, and between which days they may be moved for the cap. */
interface Slot {
  readonly day: Day
  readonly at: number
  readonly moved: Moved
  readonly earliest: Day
  readonly latest: Day
}

const mostPairs = 2_000_000
const longestPlan_days = 400
const largestOffset_days = 180
const mostDaysEarlier = 7
// An overdue reminder that was missed says nothing new after this.
const overdueGrace_days = 3

/** Bills handled between two places where the plan may be left for other work. */
const billsAtOnce = 1000

/**
 * Plans the reminders of bills by rules: on the day a rule names, not on days off where the rule says so, within
 * the lane's hours, spread so that each day stays under the cap. Every bill and rule gives one occurrence, or
 * one dropped with its reason, unless its day lies after `until`.
 */
export function planReminders(request: PlanRequest): Plan {
  const steps = planReminderSteps(request)
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value
}

/** `planReminders` in pieces of a few milliseconds, between which the caller may do other work. */
export function* planReminderSteps(request: PlanRequest): Generator<void, Plan> {
  const refusal = refuse(request)
  if (refusal) return refusal
  const planned: Planned[] = []
  const dropped: Dropped[] = []
  for (const rule of request.rules) yield* placeByRule(rule, request, planned, dropped)
  const kept = request.rules.length > 1 ? yield* oneADay(planned, dropped) : planned
  const { placed, overCap } = yield* spreadSteps(kept, {
    dailyCap: request.dailyCap,
    taken: request.taken,
    today: request.zone.dayOf(request.now),
    atOn: instants(request),
  })
  return { ok: true, occurrences: yield* byTime(placed), dropped, overCap }
}

type Planned = Occurrence & Slot

/** Every bill where one rule puts it: bills of one anchor day share their slot. */
function* placeByRule(
  rule: ReminderRule,
  request: PlanRequest,
  planned: Planned[],
  dropped: Dropped[],
): Generator<void, void> {
  const slots = new Map<Day, Slot | Dropped['reason'] | null>()
  let handled = 0
  for (const { billId, due, penaltyFreeDay } of request.bills) {
    handled += 1
    if (handled % billsAtOnce === 0) yield
    const anchor = rule.anchor === 'due-day' ? due : penaltyFreeDay
    const known = slots.get(anchor)
    const slot = known === undefined ? slotOf(rule, anchor, request) : known
    if (known === undefined) slots.set(anchor, slot)
    if (slot === null) continue
    if (typeof slot === 'string') dropped.push({ ruleId: rule.id, billId, reason: slot })
    else planned.push({ ruleId: rule.id, billId, ...slot })
  }
}

function refuse({ rules, bills, until, now, zone }: PlanRequest): Plan | null {
  const wrong = rules.some((rule) => !(Math.abs(rule.offset_days) <= largestOffset_days))
  if (wrong) return { ok: false, code: 'rule', limit: largestOffset_days }
  const tooFar = until > addDays(zone.dayOf(now), longestPlan_days)
  if (tooFar) return { ok: false, code: 'too-far', limit: longestPlan_days }
  return rules.length * bills.length > mostPairs ? { ok: false, code: 'too-many', limit: mostPairs } : null
}

/** Null when the day is after the end of the plan; a reason when nothing can be sent at all. */
function slotOf(rule: ReminderRule, anchor: Day, request: PlanRequest): Slot | Dropped['reason'] | null {
  const { calendar, zone, now, until } = request
  const hours = hoursOf(rule, request)
  if (!hours.workingDays && !hours.daysOff) return 'no-window'
  const named = addDays(anchor, rule.offset_days)
  const before = rule.offset_days <= 0
  const day = firstDay(named, before ? -1 : 1, (one) => windowOn(hours, calendar, one) !== null)
  const at = instantOn(rule, day, request)
  const today = zone.dayOf(now)
  const latest = before ? anchor : addDays(day, overdueGrace_days)
  const earliest = before ? addDays(day, -mostDaysEarlier) : day
  if (day > until) return null
  if (at !== null) return { day, at, moved: day === named ? 'no' : 'day-off', earliest, latest }
  if (today > latest) return 'stale'
  const late = nextAllowed(now, hours, calendar, zone)
  if (late === null) return 'no-window'
  const lateDay = zone.dayOf(late)
  if (lateDay > latest) return 'stale'
  return lateDay > until ? null : { day: lateDay, at: late, moved: 'late', earliest: today, latest }
}

/** The hours in which a rule may send: days off are closed to a rule that skips them. */
function hoursOf(rule: ReminderRule, { hours }: PlanRequest): LaneHours {
  return rule.skipsDaysOff ? { ...hours, daysOff: null } : hours
}

/** The instant of a rule on a day: its time, or the window's beginning; null when silent or already past. */
function instantOn(rule: ReminderRule, day: Day, request: PlanRequest): number | null {
  const window = windowOn(hoursOf(rule, request), request.calendar, day)
  if (!window) return null
  const time = window.from <= rule.at && rule.at < window.to ? rule.at : window.from
  const at = request.zone.instantOf(day, time)
  return at < request.now ? null : at
}

/** `instantOn` by the rule's id, each day asked once. */
function instants(request: PlanRequest): (ruleId: string, day: Day) => number | null {
  const rules = new Map(request.rules.map((rule) => [rule.id, { rule, days: new Map<Day, number | null>() }]))
  return (ruleId, day) => {
    const entry = rules.get(ruleId)
    if (!entry || day > request.until) return null
    const known = entry.days.get(day)
    if (known !== undefined) return known
    const at = instantOn(entry.rule, day, request)
    entry.days.set(day, at)
    return at
  }
}

/** Two rules that meet on one day remind of a bill once: the rule listed first is kept. */
function* oneADay(planned: readonly Planned[], dropped: Dropped[]): Generator<void, Planned[]> {
  const seen = new Map<string, Set<Day>>()
  const kept: Planned[] = []
  for (const [index, one] of planned.entries()) {
    if (index % billsAtOnce === 0) yield
    const { ruleId, billId, day } = one
    const days = seen.get(billId)
    if (days?.has(day)) {
      dropped.push({ ruleId, billId, reason: 'same-day' })
      continue
    }
    if (days) days.add(day)
    else seen.set(billId, new Set([day]))
    kept.push(one)
  }
  return kept
}

/** By time, then in the order the bills were given: instants are few, so each gets a list of its own. */
function* byTime(placed: readonly Occurrence[]): Generator<void, Occurrence[]> {
  const lists = new Map<number, Occurrence[]>()
  for (const [index, { ruleId, billId, day, at, moved }] of placed.entries()) {
    if (index % billsAtOnce === 0) yield
    const one = { ruleId, billId, day, at, moved }
    const list = lists.get(at)
    if (list === undefined) lists.set(at, [one])
    else list.push(one)
  }
  const sorted: Occurrence[] = []
  for (const [, list] of [...lists].sort(([left], [right]) => left - right)) {
    for (const one of list) sorted.push(one)
    yield
  }
  return sorted
}
