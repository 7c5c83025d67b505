import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Day } from '../../../shared/calendar-day.ts'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { useDayText } from '../../components/day-text.tsx'

type MonthView = CallOutput<'calendar.month'>

/** What a person should know about the month before they look at its days. */
export function MonthNotes({
  month,
  onDay,
}: {
  readonly month: MonthView
  readonly onDay: (day: Day) => void
}) {
  const { t } = useTranslation('calendar')
  const say = useDayText()
  const year = month.days[0]?.day.slice(0, 4) ?? ''
  return (
    <>
      {month.yearStatus === 'known' ? null : (
        <div className="kv-note kv-note-warn" data-testid="calendar-check">
          <b>{t('check.title')}</b>
          <span>{t(`check.${month.yearStatus}`, { year })}</span>
        </div>
      )}
      {month.overCap.length === 0 ? null : (
        <div className="kv-note kv-note-warn" data-testid="calendar-over">
          <b>{t('over.title')}</b>
          {month.overCap.slice(0, 4).map(({ day, planned, cap }) => (
            <button key={day} type="button" className="kv-cal-link" onClick={() => onDay(day)}>
              {t('over.day', { day: say(day, 'weekday'), planned, cap })}
            </button>
          ))}
          <span>{t('over.hint')}</span>
        </div>
      )}
      {month.days.every((day) => day.planned + day.sent + day.skipped === 0) ? <NothingPlanned /> : null}
    </>
  )
}

function NothingPlanned() {
  const { t } = useTranslation('calendar')
  const rules = useCoreQuery('rules.list', {})
  if (rules.data === undefined) return null
  const active = rules.data.items.some((rule) => rule.active)
  return (
    <div className="kv-note kv-cal-plain" data-testid="calendar-empty">
      <span>{t(active ? 'empty.month' : 'empty.rules')}</span>
      <Link href="/calendar/rules">{t('empty.act')}</Link>
    </div>
  )
}
