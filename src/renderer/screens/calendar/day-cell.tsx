import { useTranslation } from 'react-i18next'
import type { Day } from '../../../shared/calendar-day.ts'
import type { CallOutput } from '../../../shared/contract/contract.ts'

export type DayView = CallOutput<'calendar.month'>['days'][number]

export function DayCell(props: {
  readonly day: Day
  readonly view: DayView | undefined
  /** How many SMS the SIM may send, where more are planned. */
  readonly cap: number | null
  readonly here: boolean
  readonly isToday: boolean
  readonly onChoose: () => void
  readonly onOpen: () => void
}) {
  const { t } = useTranslation('calendar')
  const { day, view, cap, here, isToday } = props
  const marks = ['kv-cal-day', `kv-cal-${view?.type ?? 'working'}`]
  if (here) marks.push('kv-here')
  if (isToday) marks.push('kv-cal-today')
  if (cap !== null) marks.push('kv-cal-over')
  return (
    <button
      type="button"
      className={marks.join(' ')}
      tabIndex={here ? 0 : -1}
      aria-current={isToday ? 'date' : undefined}
      aria-pressed={here}
      data-day={day}
      data-testid="calendar-day"
      onClick={props.onChoose}
      onDoubleClick={props.onOpen}
    >
      <span className="kv-cal-number">
        <b>{Number(day.slice(8))}</b>
        {view === undefined || view.type === 'working' ? null : <span>{t(`type.${view.type}`)}</span>}
        {view?.edited === true ? <i title={view.note ?? t('day.edited')}>✎</i> : null}
      </span>
      {view === undefined ? null : <Counts view={view} cap={cap} />}
    </button>
  )
}

function Counts({ view, cap }: { readonly view: DayView; readonly cap: number | null }) {
  const { t } = useTranslation('calendar')
  return (
    <>
      {cap === null ? (
        <Count name="planned" count={view.planned} />
      ) : (
        <span className="kv-cal-cap">{t('cell.over', { planned: view.planned, cap })}</span>
      )}
      <Count name="sent" count={view.sent} />
      <Count name="skipped" count={view.skipped} />
      <Count name="due" count={view.due} />
    </>
  )
}

function Count({
  name,
  count,
}: {
  readonly name: 'planned' | 'sent' | 'skipped' | 'due'
  readonly count: number
}) {
  const { t } = useTranslation('calendar')
  if (count === 0) return null
  return (
    <span className={`kv-cal-count kv-cal-count-${name}`}>
      {t(`cell.${name}`)} <b>{count}</b>
    </span>
  )
}
