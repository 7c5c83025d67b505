import { addDays, type Day, lastDayOfMonth, type TimeOfDay, weekday } from '../../shared/days.ts'
import { type DeskHours, hoursOn, isDeskOpen } from './desk-hours.ts'
import type { ProductionCalendar } from './production-calendar.ts'
import { addWorkingDays, firstDay, isWorking, nextWorking, workingOnOrBefore } from './working-days.ts'

/**
 * The legal type of a contract. A payment agent's receipt discharges the debt at once (103-ФЗ); money for a
 * bank or another lender counts when it has arrived.
 */
export type LegalType = 'agent' | 'bank' | 'lender'

/** How and when a provider's money leaves; dated data of its contract. */
export interface CreditingTerms {
  readonly legalType: LegalType
  /** Money taken at or after this time leaves the next working day. */
  readonly cutOff: TimeOfDay
  /** The cut-off on short (pre-holiday) days, when it is earlier. */
  readonly shortDayCutOff: TimeOfDay | null
  /** The cut-off on the last working day of a month, when it is earlier. */
  readonly monthEndCutOff: TimeOfDay | null
  /** Working days on the way; 0 arrives the day it leaves. */
  readonly lag_workingDays: number
  /** ISO weekdays (1 is Monday) on which money leaves; empty is any working day. */
  readonly transferWeekdays: readonly number[]
}

/** The three calendars are kept apart: the desk may work while the bank rests, and the provider has its own. */
export interface CreditingCalendars {
  readonly office: ProductionCalendar
  readonly bank: ProductionCalendar
  readonly provider: ProductionCalendar
  readonly desk: DeskHours
}

/** The two dates that a text must never mix: counted for the payer, and at the provider. */
export interface PaymentDates {
  readonly counting: Day
  readonly crediting: Day
}

/** The dates of money taken on a day at a time (both in the office's zone). */
export function paymentDates(
  day: Day,
  time: TimeOfDay,
  terms: CreditingTerms,
  calendars: CreditingCalendars,
): PaymentDates {
  const crediting = creditingDay(day, time, terms, calendars)
  return { counting: terms.legalType === 'agent' ? day : crediting, crediting }
}

/** When the provider gets money taken on a day at a time. */
export function creditingDay(
  day: Day,
  time: TimeOfDay,
  terms: CreditingTerms,
  calendars: CreditingCalendars,
): Day {
  const leaves = leavingDay(day, time, terms, calendars)
  return nextWorking(calendars.provider, addWorkingDays(calendars.bank, leaves, terms.lag_workingDays))
}

/** The day the money leaves: the office must be there to send it and the bank to take it, before the cut-off. */
export function leavingDay(
  day: Day,
  time: TimeOfDay,
  terms: CreditingTerms,
  calendars: CreditingCalendars,
): Day {
  const canSend = (one: Day) =>
    isWorking(calendars.bank, one) && isDeskOpen(calendars.desk, calendars.office, one)
  const inTime = canSend(day) && time < cutOffOn(day, terms, calendars.bank)
  const earliest = firstDay(inTime ? day : addDays(day, 1), 1, canSend)
  if (terms.transferWeekdays.length === 0) return earliest
  const named = firstDay(earliest, 1, (one) => terms.transferWeekdays.includes(weekday(one)))
  return firstDay(named, 1, canSend)
}

/** The cut-off that holds on a day: the earliest of those that apply. */
export function cutOffOn(day: Day, terms: CreditingTerms, bank: ProductionCalendar): TimeOfDay {
  const applying = [terms.cutOff]
  if (terms.shortDayCutOff !== null && bank.typeOf(day) === 'short') applying.push(terms.shortDayCutOff)
  const monthEnd = workingOnOrBefore(bank, lastDayOfMonth(day))
  if (terms.monthEndCutOff !== null && day === monthEnd) applying.push(terms.monthEndCutOff)
  return applying.sort()[0] ?? terms.cutOff
}

/** How a due date on a day off is read: ГК РФ, ст. 193 moves it to the next working day; a contract may not. */
export type DueShift = 'next-working-day' | 'none'

export function shiftDueDay(due: Day, shift: DueShift, calendar: ProductionCalendar): Day {
  return shift === 'none' ? due : nextWorking(calendar, due)
}

// Beyond this a desk that is never open in time has no penalty-free day to speak of.
const longestLookBack_days = 62

/**
 * The last day the desk is open whose counting date is not after `due` (already shifted where the contract
 * shifts it). It holds for money taken at any hour of that day; null when two months have no such day.
 */
export function lastPenaltyFreeDay(
  due: Day,
  terms: CreditingTerms,
  calendars: CreditingCalendars,
): Day | null {
  for (let back = 0; back <= longestLookBack_days; back += 1) {
    const day = addDays(due, -back)
    const hours = hoursOn(calendars.desk, calendars.office, day)
    if (hours && paymentDates(day, hours.closes, terms, calendars).counting <= due) return day
  }
  return null
}
