import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { weekday } from '../../../shared/calendar-day.ts'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { useDayText } from '../../components/day-text.tsx'
import { barHeights } from './bar-heights.ts'

type Day = CallOutput<'today.summary'>['upcoming'][number]

const full_px = 64

/** Two weeks ahead: bills that fall due, and reminders that will go out. */
export function Upcoming({ days, today }: { readonly days: readonly Day[]; readonly today: string }) {
  const { t } = useTranslation('today')
  const say = useDayText()
  const due = barHeights(
    days.map((day) => day.due),
    full_px,
  )
  const reminders = barHeights(
    days.map((day) => day.reminders),
    full_px,
  )
  return (
    <section className="kv-panel kv-list" aria-label={t('upcoming')}>
      <h2>
        {t('upcoming')}
        <span className="kv-legend">
          <i className="kv-bar-due" /> {t('legendDue')} <i className="kv-bar-reminders" />{' '}
          {t('legendReminders')}
        </span>
      </h2>
      <div className="kv-upcoming">
        {days.map((day, at) => (
          <Link
            key={day.day}
            href={`/calendar/${day.day}`}
            className={weekday(day.day) > 5 ? 'kv-ahead kv-weekend' : 'kv-ahead'}
            aria-current={day.day === today ? 'date' : undefined}
            title={t('aheadTitle', { day: say(day.day), due: day.due, reminders: day.reminders })}
          >
            <span className="kv-ahead-bars">
              <Bar height_px={due[at] ?? 0} count={day.due} tone="due" />
              <Bar height_px={reminders[at] ?? 0} count={day.reminders} tone="reminders" />
            </span>
            <span className="kv-ahead-day">{say(day.day, 'weekday').slice(0, -3)}</span>
          </Link>
        ))}
      </div>
    </section>
  )
}

function Bar(props: { readonly height_px: number; readonly count: number; readonly tone: string }) {
  return (
    <span className="kv-ahead-bar">
      <span className="kv-ahead-count">{props.count === 0 ? '' : props.count}</span>
      <svg width="20" height={props.height_px} aria-hidden="true">
        <rect className={`kv-bar-${props.tone}`} width="20" height={props.height_px} rx="3" />
      </svg>
    </span>
  )
}
