import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import type { BillRowProps } from './bill-row.tsx'

/** What is paid of a row; a digit or a click makes it a field. */
export function SumCell({
  line,
  editing,
  bad,
  send,
}: Pick<BillRowProps, 'line' | 'editing' | 'bad' | 'send'>) {
  const { t } = useTranslation('desk')
  const label = t('sumOf', { service: line.row.service, number: line.row.number })
  if (editing !== null) {
    return (
      <input
        className={bad ? 'kv-sum kv-bad' : 'kv-sum'}
        value={editing}
        inputMode="decimal"
        autoComplete="off"
        maxLength={14}
        aria-label={label}
        aria-invalid={bad}
        data-desk="field"
        data-desk-focus="sum"
        data-testid="desk-sum"
        onChange={(event) => send({ type: 'edit', row: line.key, text: event.target.value })}
      />
    )
  }
  return (
    <button
      type="button"
      className="kv-sum-button"
      tabIndex={-1}
      aria-label={label}
      data-testid="desk-sum-edit"
      onClick={() => send({ type: 'edit', row: line.key, text: '' })}
    >
      {line.ticked || line.sum_kop !== line.row.left_kop ? <Money value={line.sum_kop} /> : '·'}
    </button>
  )
}
