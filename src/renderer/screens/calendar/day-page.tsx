import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Redirect, useLocation } from 'wouter'
import { type Day, isDay } from '../../../shared/calendar-day.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { nearEnd, usePages } from '../../client/use-pages.ts'
import { DayText } from '../../components/day-text.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { useKeyHints } from '../../components/use-key-hints.ts'
import { RowList } from '../parts/row-list.tsx'
import { type Occurrence, useOccurrenceColumns } from './occurrence-columns.tsx'
import { OccurrenceSide } from './occurrence-side.tsx'
import { useKeysIn } from './use-keys-in.ts'

/** The reminders of one day in the order they leave; Space takes one off or puts it back. */
export function DayPage({ day }: { readonly day: string }) {
  return isDay(day) ? <DayList day={day} /> : <Redirect to="/calendar" />
}

function DayList({ day }: { readonly day: Day }) {
  const { t } = useTranslation('calendar')
  const [, navigate] = useLocation()
  const [mark, setMark] = useState(0)
  const pages = usePages('calendar.day', { day })
  const columns = useOccurrenceColumns()
  const skip = useCoreCommand('calendar.skip')
  const row = pages.items[Math.min(mark, pages.items.length - 1)]
  const back = `/calendar/${day}`
  useListHints()

  const change = (of: Occurrence): void => {
    if (of.status === 'queued' || skip.busy) return
    void skip.run({ id: of.id, skipped: of.status === 'planned' })
  }
  const screen = useRef<HTMLDivElement>(null)
  useEffect(() => screen.current?.querySelector<HTMLElement>('[role="listbox"]')?.focus(), [])
  useKeysIn(screen, ({ key, target }) => {
    const skips = key === ' ' && row !== undefined && !(target instanceof HTMLButtonElement)
    if (skips) change(row)
    else if (key === 'Escape') navigate(back)
    return skips || key === 'Escape'
  })
  return (
    <div className="kv-screen" ref={screen}>
      <div className="kv-cal-head">
        <Link href={back} data-testid="calendar-back">
          ← {t('list.back')}
        </Link>
        <h2>
          {t('list.title')} <DayText day={day} form="weekday" />
        </h2>
      </div>
      <ErrorNote error={pages.error} onRetry={pages.reload} />
      <div className="kv-cal-list">
        <RowList
          rows={pages.items}
          columns={columns}
          mark={mark}
          onMark={setMark}
          onScroll={nearEnd(pages)}
          loading={pages.loading}
          label={t('list.title')}
          testId="occurrence-row"
          empty={<EmptyState title={t('list.none')} hint={t('list.noneHint')} />}
        />
        {row === undefined ? null : (
          <OccurrenceSide row={row} busy={skip.busy} error={skip.error} onChange={() => change(row)} />
        )}
      </div>
    </div>
  )
}

function useListHints(): void {
  const { t } = useTranslation('calendar')
  useKeyHints(
    useMemo(
      () => [
        { keys: '↑ ↓', text: t('key.row') },
        { keys: t('key.spaceName'), text: t('key.skip') },
        { keys: 'Esc', text: t('key.back') },
      ],
      [t],
    ),
  )
}
