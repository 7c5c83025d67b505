import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { DayText } from '../../components/day-text.tsx'
import { Facts } from '../parts/facts.tsx'
import type { DayView } from './day-cell.tsx'
import { DayTypeForm } from './day-type-form.tsx'

/** The day under the mark: what is known about it, and its kind as a person may set it. */
export function DayPanel(props: {
  readonly view: DayView
  readonly cap: number | null
  readonly onOpen: () => void
}) {
  const { t } = useTranslation('calendar')
  const { t: common } = useTranslation()
  const { view, cap } = props
  const reminders = view.planned + view.sent + view.skipped
  return (
    <aside className="kv-cal-side">
      <h2>
        <DayText day={view.day} form="weekday" /> <small>{view.day.slice(0, 4)}</small>
      </h2>
      <div className="kv-line">
        <span className={`kv-cal-tag kv-cal-tag-${view.type}`}>{common(`dayType.${view.type}`)}</span>
        {view.known ? null : <span className="kv-cal-tag kv-cal-tag-check">{common('top.checkDay')}</span>}
        {view.edited ? <span className="kv-soft">{t('day.edited')}</span> : null}
      </div>
      {view.note === null || view.note === '' ? null : <p className="kv-cal-note">«{view.note}»</p>}
      <Facts
        facts={[
          { name: t('day.planned'), value: view.planned },
          { name: t('day.sent'), value: view.sent },
          { name: t('day.skipped'), value: view.skipped },
          { name: t('day.due'), value: view.due },
        ]}
      />
      {cap === null ? null : (
        <div className="kv-note kv-note-warn">{t('day.over', { planned: view.planned, cap })}</div>
      )}
      {reminders === 0 ? (
        <p className="kv-soft">{t('day.none')}</p>
      ) : (
        <Button type="primary" data-testid="calendar-open" onClick={props.onOpen}>
          {t('day.open', { count: reminders })}
        </Button>
      )}
      <DayTypeForm view={view} />
    </aside>
  )
}
