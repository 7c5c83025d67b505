import type { TFunction } from 'i18next'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { nearEnd, type PageItem, usePages } from '../../client/use-pages.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { InstantText } from '../../components/instant-text.tsx'
import { Money } from '../../components/money.tsx'
import { useKeyHints } from '../../components/use-key-hints.ts'
import { type ListColumn, RowList } from '../parts/row-list.tsx'

type Registry = PageItem<'registries.page'>

/** Every registry that was read, the newest first: posted ones and drafts that wait. */
export function RegistryList() {
  const { t } = useTranslation('bills')
  const [, navigate] = useLocation()
  const [mark, setMark] = useState(0)
  const pages = usePages('registries.page', {})
  useKeyHints(useMemo(() => [{ keys: 'Enter', text: t('key.open') }], [t]))
  return (
    <>
      <ErrorNote error={pages.error} onRetry={pages.reload} />
      <RowList
        rows={pages.items}
        columns={useMemo(() => columnsOf(t), [t])}
        mark={mark}
        onMark={setMark}
        onOpen={(registry) => navigate(`/bills/registry/${registry.id}`)}
        onScroll={nearEnd(pages)}
        loading={pages.loading}
        label={t('tab.registries')}
        takesFocus
        testId="registry-item"
        empty={<EmptyState title={t('registries.none')} hint={t('registries.noneHint')} />}
      />
    </>
  )
}

const columnsOf = (t: TFunction<'bills'>): readonly ListColumn<Registry>[] => [
  { key: 'at', title: t('registry.at'), width: 120, render: (row) => <InstantText at={row.createdAt} /> },
  { key: 'file', title: t('registry.file'), render: (row) => row.fileName },
  { key: 'service', title: t('registry.service'), render: (row) => `${row.provider} · ${row.service}` },
  { key: 'kind', title: t('registry.kind'), width: 130, render: (row) => t(`kindShort.${row.kind}`) },
  {
    key: 'good',
    title: t('registry.good'),
    width: 100,
    right: true,
    render: (row) => row.matched + row.newAccounts,
  },
  {
    key: 'bad',
    title: t('registry.bad'),
    width: 125,
    right: true,
    render: (row) => (row.rejected === 0 ? '—' : <b className="kv-say-bad">{row.rejected}</b>),
  },
  {
    key: 'total',
    title: t('registry.total'),
    width: 140,
    right: true,
    render: (row) => <Money value={row.total_kop} />,
  },
  {
    key: 'status',
    title: t('registry.status'),
    width: 180,
    render: (row) => <span className={`kv-registry-${row.status}`}>{t(`status.${row.status}`)}</span>,
  },
]
