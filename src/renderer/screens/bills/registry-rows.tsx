import type { TFunction } from 'i18next'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nearEnd, type PageItem, usePages } from '../../client/use-pages.ts'
import { DayText } from '../../components/day-text.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Money } from '../../components/money.tsx'
import { PeriodText } from '../../components/period-text.tsx'
import { type ListColumn, RowList } from '../parts/row-list.tsx'
import type { RowState } from './counts-bar.tsx'

type Row = PageItem<'registries.rows'>

/** The rows of a registry; a refused one shows its number, why, and the line as it stands in the file. */
export function RegistryRows(props: { readonly registryId: number; readonly state: RowState | null }) {
  const { t } = useTranslation('bills')
  const [mark, setMark] = useState(0)
  const { state } = props
  const pages = usePages('registries.rows', { id: props.registryId, state })
  const columns = useMemo(() => (state === 'rejected' ? refusedColumns(t) : rowColumns(t)), [t, state])
  return (
    <>
      <ErrorNote error={pages.error} onRetry={pages.reload} />
      <RowList
        rows={pages.items}
        columns={columns}
        mark={mark}
        onMark={setMark}
        onScroll={nearEnd(pages)}
        loading={pages.loading}
        label={t('rows')}
        testId="registry-row"
        empty={<EmptyState title={t('row.none')} />}
      />
    </>
  )
}

const numberColumn = (t: TFunction<'bills'>): ListColumn<Row> => ({
  key: 'row',
  title: t('row.number'),
  width: 64,
  right: true,
  render: (row) => row.row,
})

const refusedColumns = (t: TFunction<'bills'>): readonly ListColumn<Row>[] => [
  numberColumn(t),
  { key: 'why', title: t('row.why'), width: 330, wrap: true, render: (row) => <Reason row={row} /> },
  { key: 'raw', title: t('row.raw'), wrap: true, render: (row) => <Raw text={row.raw} /> },
]

const rowColumns = (t: TFunction<'bills'>): readonly ListColumn<Row>[] => [
  numberColumn(t),
  { key: 'account', title: t('row.account'), width: 120, render: (row) => row.account },
  {
    key: 'who',
    title: t('row.who'),
    render: (row) =>
      row.state === 'rejected' ? <Raw text={row.raw} /> : [row.name, row.address].filter(Boolean).join(' · '),
  },
  { key: 'period', title: t('row.period'), width: 100, render: (row) => <PeriodText period={row.period} /> },
  {
    key: 'due',
    title: t('row.due'),
    width: 115,
    render: (row) => (row.dueDay === null ? '' : <DayText day={row.dueDay} />),
  },
  {
    key: 'amount',
    title: t('row.amount'),
    width: 110,
    right: true,
    render: (row) => (row.amount_kop === null ? '' : <Money value={row.amount_kop} />),
  },
  { key: 'state', title: t('row.state'), width: 165, render: (row) => <Reason row={row} /> },
]

function Raw({ text }: { readonly text: string }) {
  return (
    <span className="kv-raw" title={text}>
      {text}
    </span>
  )
}

function Reason({ row }: { readonly row: Row }) {
  const { t } = useTranslation('bills')
  const text = row.code === null ? t(`state.${row.state}`) : t(`code.${row.code}`, { defaultValue: row.code })
  return (
    <span className={`kv-row-${row.state}`} title={text}>
      {text}
    </span>
  )
}
