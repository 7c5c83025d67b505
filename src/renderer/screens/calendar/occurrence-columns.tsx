import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { InstantText } from '../../components/instant-text.tsx'
import { Money } from '../../components/money.tsx'
import { PhoneText } from '../../components/phone-text.tsx'
import type { ListColumn } from '../parts/row-list.tsx'
import { OccurrenceMark } from './occurrence-mark.tsx'

export type Occurrence = CallOutput<'calendar.day'>['items'][number]

export function useOccurrenceColumns(): readonly ListColumn<Occurrence>[] {
  const { t } = useTranslation('calendar')
  return useMemo(
    () => [
      {
        key: 'time',
        title: t('column.time'),
        width: 76,
        render: (row) => <InstantText at={row.dueAt} form="time" />,
      },
      { key: 'client', title: t('column.client'), render: (row) => row.clientName },
      {
        key: 'phone',
        title: t('column.phone'),
        width: 164,
        render: (row) => (row.phone === '' ? '—' : <PhoneText e164={row.phone} />),
      },
      {
        key: 'account',
        title: t('column.account'),
        width: 156,
        render: (row) => `${row.service} ${row.number}`,
      },
      {
        key: 'left',
        title: t('column.left'),
        width: 110,
        right: true,
        render: (row) => <Money value={row.left_kop} />,
      },
      {
        key: 'status',
        title: t('column.status'),
        width: 198,
        render: (row) => <OccurrenceMark row={row} />,
      },
    ],
    [t],
  )
}
