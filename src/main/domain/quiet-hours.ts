import { addDays, type Day, type TimeOfDay, type TimeZone } from '../../shared/days.ts'
import type { DayTypes } from './working-days.ts'

/** The queue's lanes, the first served first. */
export const lanes = ['reply', 'confirmation', 'reminder', 'campaign'] as const
export type Lane = (typeof lanes)[number]

/** A window of one day, `from` included, `to` not. */
export interface SendingWindow {
  readonly from: TimeOfDay
  readonly to: TimeOfDay
}

/** When a lane may send; null on a kind of day is not at all. Dated data that the office edits. */
export interface LaneHours {
  readonly workingDays: SendingWindow | null
  readonly daysOff: SendingWindow | null
}

/** The hours of each lane; null sends at any time, as an answer to someone who has just written or paid. */
export type QuietHours = Readonly<Record<Lane, LaneHours | null>>

/**
 * What a new office starts with. Reminders keep the hours of 230-ФЗ, ст. 7 (8–22 on working days, 9–20 on days
 * off), advertising stays well inside them.
 */
export const defaultQuietHours: QuietHours = {
  reply: null,
  confirmation: null,
  reminder: { workingDays: { from: '08:00', to: '22:00' }, daysOff: { from: '09:00', to: '20:00' } },
  campaign: { workingDays: { from: '10:00', to: '19:00' }, daysOff: null },
}

// Past this the hours of the lane have no window at all.
const longestWait_days = 400

/** The window of a day, null when the lane is silent on it. */
export function windowOn(hours: LaneHours, calendar: DayTypes, day: Day): SendingWindow | null {
  return calendar.typeOf(day) === 'off' ? hours.daysOff : hours.workingDays
}

/** Whether a lane may send at an instant, by the receiver's wall clock. */
export function maySend(
  instant: number,
  hours: LaneHours | null,
  calendar: DayTypes,
  zone: TimeZone,
): boolean {
  if (!hours) return true
  const window = windowOn(hours, calendar, zone.dayOf(instant))
  const time = zone.timeOf(instant)
  return window !== null && window.from <= time && time < window.to
}

/** The instant itself when the lane may send then, otherwise the next beginning of a window; null when none. */
export function nextAllowed(
  instant: number,
  hours: LaneHours | null,
  calendar: DayTypes,
  zone: TimeZone,
): number | null {
  if (!hours || maySend(instant, hours, calendar, zone)) return instant
  const today = zone.dayOf(instant)
  for (let offset = 0; offset <= longestWait_days; offset += 1) {
    const day = addDays(today, offset)
    const window = windowOn(hours, calendar, day)
    const opens = window && window.from < window.to ? zone.instantOf(day, window.from) : null
    if (opens !== null && opens > instant) return opens
  }
  return null
}
