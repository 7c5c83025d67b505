import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { DayText } from '../../components/day-text.tsx'
import { Money } from '../../components/money.tsx'
import { PeriodText } from '../../components/period-text.tsx'
import type { DeskLine } from './desk-lines.ts'
import type { DeskEvent } from './desk-machine.ts'
import { SumCell } from './sum-cell.tsx'

export interface BillRowProps {
  readonly line: DeskLine
  /** The cursor stands here. */
  readonly here: boolean
  /** Another client's rows begin here. */
  readonly first: boolean
  /** The text of the sum while it is typed. */
  readonly editing: string | null
  readonly bad: boolean
  readonly send: (event: DeskEvent) => void
}

export function BillRow(props: BillRowProps) {
  const { t } = useTranslation('desk')
  const id = useId()
  const { line, here, send } = props
  const { row } = line
  const classes = ['kv-row', here && 'kv-here', line.ticked && 'kv-ticked', props.first && 'kv-first']
  return (
    <tr
      className={classes.filter((name) => name !== false).join(' ')}
      data-testid="desk-row"
      data-desk-cursor={here}
    >
      <td className="kv-cell-tick">
        <input
          id={id}
          type="checkbox"
          checked={line.ticked}
          tabIndex={here ? 0 : -1}
          data-desk="key"
          data-desk-focus={here ? 'rows' : undefined}
          data-testid="desk-tick"
          onChange={() => send({ type: 'tick', row: line.key })}
        />
      </td>
      <td className="kv-cell-service" title={`${row.provider} · ${row.number}`}>
        <label htmlFor={id}>
          <b>{row.service}</b> {row.number}
        </label>
      </td>
      <td className="kv-cell-period">
        {row.period === '' ? t(row.prepaid ? 'prepaid' : 'noBill') : <PeriodText period={row.period} />}
      </td>
      <td className={row.overdue ? 'kv-cell-due kv-overdue' : 'kv-cell-due'}>
        {row.dueDay === null ? '' : <DayText day={row.dueDay} form="short" />}
      </td>
      <td className="kv-cell-debt">
        <Money value={row.left_kop} />
      </td>
      <td className="kv-cell-sum">
        <SumCell {...props} />
      </td>
      <td className="kv-cell-arrives">
        <DayText day={row.creditingDay} form="weekday" />
      </td>
    </tr>
  )
}
