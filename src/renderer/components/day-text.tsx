import { useTranslation } from 'react-i18next'
import { type Day, formatDay, formatShortDay, weekday } from '../../shared/calendar-day.ts'

/** `15.11.2026`, or `вс 15.11` when short, in the window's language. */
export function useDayText(): (day: Day, form?: 'full' | 'weekday' | 'short') => string {
  const { t } = useTranslation()
  return (day, form = 'full') => {
    if (form === 'weekday') return `${t(`weekday.${weekday(day)}`)} ${formatShortDay(day)}`
    return form === 'short' ? formatShortDay(day) : formatDay(day)
  }
}

export function DayText({ day, form }: { readonly day: Day; readonly form?: 'full' | 'weekday' | 'short' }) {
  const say = useDayText()
  return <span className="kv-day">{say(day, form)}</span>
}
