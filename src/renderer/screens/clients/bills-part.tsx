import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useOffice } from '../../app/office-context.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { DayText } from '../../components/day-text.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Money } from '../../components/money.tsx'
import { PeriodText } from '../../components/period-text.tsx'
import { type ListColumn, RowList } from '../parts/row-list.tsx'
import type { Card } from './client-card.tsx'

type Bill = Card['bills'][number]

/** The client's bills, the newest first; a bill that was paid elsewhere can be left in peace. */
export function BillsPart({ bills }: { readonly bills: readonly Bill[] }) {
  const { t } = useTranslation('clients')
  const { today } = useOffice()
  const [mark, setMark] = useState(0)
  const { run, busy, error } = useCoreCommand('bills.silence')
  const columns = useMemo(
    (): readonly ListColumn<Bill>[] => [
      { key: 'service', title: t('column.service'), render: (bill) => `${bill.service} ${bill.number}` },
      {
        key: 'period',
        title: t('column.period'),
        width: 105,
        render: (bill) => <PeriodText period={bill.period} />,
      },
      {
        key: 'due',
        title: t('column.due'),
        width: 110,
        render: (bill) => (
          <span className={bill.left_kop > 0 && bill.dueDay < today ? 'kv-say-bad' : ''}>
            <DayText day={bill.dueDay} />
          </span>
        ),
      },
      {
        key: 'amount',
        title: t('column.amount'),
        width: 120,
        right: true,
        render: (bill) => <Money value={bill.amount_kop} />,
      },
      {
        key: 'left',
        title: t('column.left'),
        width: 110,
        right: true,
        render: (bill) =>
          bill.left_kop === 0 ? (
            <span className="kv-say-good">{t('paid')}</span>
          ) : (
            <b>
              <Money value={bill.left_kop} />
            </b>
          ),
      },
      {
        key: 'silence',
        title: '',
        width: 170,
        render: (bill) =>
          bill.left_kop === 0 ? null : (
            <Button
              size="small"
              disabled={busy}
              onClick={() => void run({ billId: bill.id, silenced: !bill.silenced })}
            >
              {bill.silenced ? t('bill.speak') : t('bill.silence')}
            </Button>
          ),
      },
    ],
    [t, today, busy, run],
  )
  return (
    <>
      <ErrorNote error={error} />
      <RowList
        rows={bills}
        columns={columns}
        mark={mark}
        onMark={setMark}
        label={t('part.bills')}
        takesFocus
        testId="client-bill"
        empty={<EmptyState title={t('bill.none')} hint={t('bill.noneHint')} />}
      />
    </>
  )
}
