import { FilePdfOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { TFunction } from 'i18next'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../shared/errors.ts'
import { useCore } from '../../client/core-context.ts'
import { DayText } from '../../components/day-text.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { InstantText } from '../../components/instant-text.tsx'
import { Money } from '../../components/money.tsx'
import { type ListColumn, RowList } from '../parts/row-list.tsx'
import type { Card } from './client-card.tsx'

type Payment = Card['payments'][number]

/** The client's payments, reversals among them; a receipt opened from here is marked as a copy. */
export function PaymentsPart({ payments }: { readonly payments: readonly Payment[] }) {
  const { t } = useTranslation('clients')
  const core = useCore()
  const [mark, setMark] = useState(0)
  const [error, setError] = useState<AppError | null>(null)
  const columns = useMemo(() => {
    const openReceipt = async (visitId: number): Promise<void> => {
      setError(null)
      const receipt = await core.call('desk.receipt', { visitId, copy: true }, null)
      if (!receipt.ok) return setError(receipt.error)
      const shown = await core.openDocument(receipt.value.fileName, new Uint8Array(receipt.value.pdf))
      if (!shown.ok) setError(shown.error)
    }
    return paymentColumns(t, (visitId) => void openReceipt(visitId))
  }, [t, core])
  return (
    <>
      <ErrorNote error={error} />
      <RowList
        rows={payments}
        columns={columns}
        mark={mark}
        onMark={setMark}
        label={t('part.payments')}
        takesFocus
        testId="client-payment"
        empty={<EmptyState title={t('payment.none')} hint={t('payment.noneHint')} />}
      />
    </>
  )
}

function paymentColumns(
  t: TFunction<'clients'>,
  openReceipt: (visitId: number) => void,
): readonly ListColumn<Payment>[] {
  return [
    { key: 'number', title: '№', width: 70, render: (payment) => payment.number },
    { key: 'at', title: t('column.when'), width: 110, render: (payment) => <InstantText at={payment.at} /> },
    {
      key: 'service',
      title: t('column.service'),
      render: (payment) => `${payment.service} ${payment.accountNumber}`,
    },
    {
      key: 'sum',
      title: t('column.sum'),
      width: 110,
      right: true,
      render: (payment) => <Money value={payment.sum_kop} />,
    },
    {
      key: 'fee',
      title: t('column.fee'),
      width: 105,
      right: true,
      render: (payment) => <Money value={payment.fee_kop} />,
    },
    {
      key: 'arrives',
      title: t('column.arrives'),
      width: 100,
      render: (payment) => <DayText day={payment.creditingDay} form="weekday" />,
    },
    { key: 'state', title: t('column.state'), width: 150, render: (payment) => stateOf(t, payment) },
    {
      key: 'receipt',
      title: '',
      width: 66,
      wrap: true,
      render: (payment) => (
        <Button
          size="small"
          type="text"
          icon={<FilePdfOutlined />}
          title={t('payment.receipt')}
          aria-label={t('payment.receipt')}
          data-testid="receipt-copy"
          onClick={() => openReceipt(payment.visitId)}
        />
      ),
    },
  ]
}

function stateOf(t: TFunction<'clients'>, payment: Payment) {
  if (payment.reversesNumber !== null)
    return <span className="kv-say-warn">{t('payment.reverses', { number: payment.reversesNumber })}</span>
  if (payment.reversed) return <span className="kv-say-bad">{t('payment.reversed')}</span>
  return t(`tender.${payment.tender}`)
}
