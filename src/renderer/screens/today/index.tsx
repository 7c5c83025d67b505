import { Spin } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { DayText } from '../../components/day-text.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Attention } from './attention.tsx'
import { Checklist } from './checklist.tsx'
import { Claims } from './claims.tsx'
import { CopyLine } from './copy-line.tsx'
import { Figures } from './figures.tsx'
import { Orders } from './orders.tsx'
import './today.css'
import { Upcoming } from './upcoming.tsx'

const refresh_ms = 30_000

/** The day of the office: what was taken, what goes out, and what waits for a person. */
export function TodayScreen() {
  const { t } = useTranslation('today')
  const { data: today, error, refetch } = useCoreQuery('today.summary', {}, { every_ms: refresh_ms })
  if (today === undefined) {
    return error === null ? (
      <Spin className="kv-wait" />
    ) : (
      <div className="kv-today">
        <ErrorNote error={error} onRetry={() => void refetch()} />
      </div>
    )
  }
  return (
    <div className="kv-today" data-testid="today">
      <h1>
        {t('title')} <DayText day={today.day} form="weekday" />
      </h1>
      <Figures today={today} />
      <div className="kv-today-columns">
        <div className="kv-today-main">
          <Upcoming days={today.upcoming} today={today.day} />
          <Orders orders={today.orders} />
          <Claims claims={today.claims} />
        </div>
        <div className="kv-today-side">
          <CopyLine />
          <Attention today={today} />
          <Checklist items={today.checklist} />
        </div>
      </div>
    </div>
  )
}
