import { Button } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { type Day, isDay, monthOf } from '../../../shared/calendar-day.ts'
import { useOffice } from '../../app/office-context.ts'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { useKeyHints } from '../../components/use-key-hints.ts'
import { CalendarTabs } from './calendar-tabs.tsx'
import { DayPanel } from './day-panel.tsx'
import { MonthCells } from './month-cells.tsx'
import { dayByKey, shiftMonth } from './month-grid.ts'
import { MonthNotes } from './month-notes.tsx'
import { useKeysIn } from './use-keys-in.ts'

/** The month: arrows move over its days, PageUp and PageDown over months, Enter opens the day's reminders. */
export function MonthPage({ opened }: { readonly opened: string | null }) {
  const { t } = useTranslation('calendar')
  const { today } = useOffice()
  const [, navigate] = useLocation()
  const [day, setDay] = useState<Day>(opened !== null && isDay(opened) ? opened : today)
  const grid = useRef<HTMLDivElement>(null)
  const month = monthOf(day)
  const answer = useCoreQuery('calendar.month', { month }, { keepPrevious: true })
  useMonthHints()
  const arriving = useRef(true)
  useEffect(() => {
    focusCell(grid.current, day, arriving.current)
    arriving.current = false
  }, [day])

  const openList = (): void => navigate(`/calendar/list/${day}`)
  useKeysIn(grid, ({ key }) => {
    const to = dayByKey(key, day, today)
    if (to !== null) setDay(to)
    else if (key === 'Enter') openList()
    return to !== null || key === 'Enter'
  })
  const chosen = answer.data?.days.find((each) => each.day === day)
  const cap = answer.data?.overCap.find((each) => each.day === day)?.cap ?? null
  return (
    <div className="kv-screen">
      <CalendarTabs here="month">
        <Button onClick={() => setDay(shiftMonth(day, -1))} aria-label={t('month.before')}>
          ‹
        </Button>
        <b className="kv-cal-month" data-testid="calendar-month">
          {t(`monthName.${Number(month.slice(5))}`)} {month.slice(0, 4)}
        </b>
        <Button onClick={() => setDay(shiftMonth(day, 1))} aria-label={t('month.after')}>
          ›
        </Button>
        <Button disabled={day === today} onClick={() => setDay(today)}>
          {t('month.today')}
        </Button>
      </CalendarTabs>
      <div className="kv-cal">
        <div className="kv-cal-left">
          <ErrorNote error={answer.error} onRetry={() => void answer.refetch()} />
          {answer.data === undefined ? null : <MonthNotes month={answer.data} onDay={setDay} />}
          <MonthCells
            box={grid}
            month={month}
            view={answer.data}
            day={day}
            onDay={setDay}
            onOpen={openList}
          />
        </div>
        {chosen === undefined ? (
          <aside className="kv-cal-side" />
        ) : (
          <DayPanel key={day} view={chosen} cap={cap} onOpen={openList} />
        )}
      </div>
    </div>
  )
}

function useMonthHints(): void {
  const { t } = useTranslation('calendar')
  useKeyHints(
    useMemo(
      () => [
        { keys: '← ↑ ↓ →', text: t('key.day') },
        { keys: 'PgUp PgDn', text: t('key.month') },
        { keys: 'Home', text: t('key.today') },
        { keys: 'Enter', text: t('key.open') },
      ],
      [t],
    ),
  )
}

/** On arriving; later only when the focus is nowhere or in the month: a field that is being typed into keeps it. */
function focusCell(grid: HTMLDivElement | null, day: Day, arriving: boolean): void {
  const { activeElement } = document
  const free =
    activeElement === null || activeElement === document.body || grid?.contains(activeElement) === true
  if (free || arriving) grid?.querySelector<HTMLElement>(`[data-day="${day}"]`)?.focus()
}
