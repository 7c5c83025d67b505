import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Day, Month } from '../../../shared/calendar-day.ts'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { useOffice } from '../../app/office-context.ts'
import { DayCell } from './day-cell.tsx'
import { monthWeeks } from './month-grid.ts'

const weekdays = [1, 2, 3, 4, 5, 6, 7]

export function MonthCells(props: {
  readonly box: RefObject<HTMLDivElement | null>
  readonly month: Month
  /** Undefined until the core answered; that of another month while this one is on its way. */
  readonly view: CallOutput<'calendar.month'> | undefined
  readonly day: Day
  readonly onDay: (day: Day) => void
  readonly onOpen: () => void
}) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const { month, view, day, onDay, onOpen } = props
  const byDay = new Map(view?.days.map((each) => [each.day, each]))
  const caps = new Map(view?.overCap.map((each) => [each.day, each.cap]))
  return (
    <div className="kv-cal-grid" ref={props.box} data-testid="calendar-grid">
      <div className="kv-cal-week kv-cal-names" aria-hidden="true">
        {weekdays.map((each) => (
          <span key={each} className={each > 5 ? 'kv-cal-rest' : ''}>
            {t(`weekday.${each}`)}
          </span>
        ))}
      </div>
      {monthWeeks(month).map((week) => (
        <div className="kv-cal-week" key={week.find((each) => each !== null)}>
          {week.map((each, column) =>
            each === null ? (
              <span key={weekdays[column]} className="kv-cal-other" />
            ) : (
              <DayCell
                key={each}
                day={each}
                view={byDay.get(each)}
                cap={caps.get(each) ?? null}
                here={each === day}
                isToday={each === today}
                onChoose={() => onDay(each)}
                onOpen={onOpen}
              />
            ),
          )}
        </div>
      ))}
    </div>
  )
}
