import { type Day, formatDay, formatShortDay } from '../../shared/calendar-day.ts'
import type { TimeZone } from '../../shared/time-zone.ts'
import { useOffice } from '../app/office-context.ts'

type InstantForm = 'auto' | 'full' | 'time'

/** An instant (UTC ms) in the office's time zone: `14:05`, with its day where that is not today. */
export function useInstantText(): (at: number, form?: InstantForm) => string {
  const { zone, today } = useOffice()
  return (at, form = 'auto') => sayInstant(zone, at, form, today)
}

export function sayInstant(zone: TimeZone, at: number, form: InstantForm, today: Day): string {
  const time = zone.timeOf(at)
  const day = zone.dayOf(at)
  if (form === 'time' || (form === 'auto' && day === today)) return time
  return form === 'full' || day.slice(0, 4) !== today.slice(0, 4)
    ? `${formatDay(day)} ${time}`
    : `${formatShortDay(day)} ${time}`
}

export function InstantText({ at, form }: { readonly at: number; readonly form?: InstantForm }) {
  const say = useInstantText()
  return <span className="kv-day">{form === undefined ? say(at) : say(at, form)}</span>
}
