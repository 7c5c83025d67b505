import type { TFunction } from 'i18next'
import type { Day } from '../../../shared/calendar-day.ts'
import type { PageItem } from '../../client/use-pages.ts'
import { DayText } from '../../components/day-text.tsx'
import { Money } from '../../components/money.tsx'
import { PeriodText } from '../../components/period-text.tsx'
import type { ListColumn } from '../parts/row-list.tsx'

type Bill = PageItem<'bills.page'>

const sum = (key: string, title: string, read: (bill: Bill) => number): ListColumn<Bill> => ({
  key,
  title,
  width: 115,
  right: true,
  render: (bill) => <Money value={read(bill)} />,
})

/** Columns of a bill; one past its due day says so by word as well as by colour. */
export function billColumns(t: TFunction<'bills'>, today: Day): readonly ListColumn<Bill>[] {
  return [
    {
      key: 'due',
      title: t('bill.due'),
      width: 110,
      render: (bill) => (
        <span className={bill.left_kop > 0 && bill.dueDay < today ? 'kv-say-bad' : ''}>
          <DayText day={bill.dueDay} />
        </span>
      ),
    },
    { key: 'client', title: t('bill.client'), render: (bill) => bill.client },
    { key: 'service', title: t('bill.service'), width: 130, render: (bill) => bill.service },
    { key: 'number', title: t('bill.number'), width: 120, render: (bill) => bill.number },
    {
      key: 'period',
      title: t('bill.period'),
      width: 105,
      render: (bill) => <PeriodText period={bill.period} />,
    },
    sum('amount', t('bill.amount'), (bill) => bill.amount_kop),
    sum('paid', t('bill.paid'), (bill) => bill.paid_kop),
    sum('left', t('bill.left'), (bill) => bill.left_kop),
    {
      key: 'state',
      title: t('bill.state'),
      width: 150,
      render: (bill) => <BillState bill={bill} t={t} today={today} />,
    },
  ]
}

function BillState(props: { readonly bill: Bill; readonly t: TFunction<'bills'>; readonly today: Day }) {
  const { bill, t } = props
  if (bill.left_kop === 0) return <span className="kv-say-good">{t('bill.closed')}</span>
  if (bill.silenced) return <span className="kv-say-warn">{t('bill.silenced')}</span>
  if (bill.dueDay < props.today) return <span className="kv-say-bad">{t('bill.overdue')}</span>
  return <span>{bill.paid_kop > 0 ? t('bill.part') : t('bill.open')}</span>
}
