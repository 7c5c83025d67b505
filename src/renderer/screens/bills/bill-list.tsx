import { Segmented, Select } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { create } from 'zustand'
import { useOffice } from '../../app/office-context.ts'
import { nearEnd, type PageInput, usePages } from '../../client/use-pages.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { useKeyHints } from '../../components/use-key-hints.ts'
import { RowList } from '../parts/row-list.tsx'
import { billColumns } from './bill-columns.tsx'
import { useServices } from './use-services.ts'

type Filter = PageInput<'bills.page'>

const states = ['open', 'overdue', 'all'] as const

/** What the list shows and where its mark stands, kept while a client's card is looked at. */
const useBillFilter = create<Filter & { readonly mark: number }>()(() => ({
  serviceId: null,
  state: 'open',
  mark: 0,
}))

/** Bills of all clients by their due day. */
export function BillList() {
  const { t } = useTranslation('bills')
  const { today } = useOffice()
  const [, navigate] = useLocation()
  const { serviceId, state, mark } = useBillFilter()
  const pages = usePages('bills.page', { serviceId, state })
  const services = useServices()
  useKeyHints(useMemo(() => [{ keys: 'Enter', text: t('key.client') }], [t]))
  return (
    <>
      <div className="kv-bills-line">
        <Segmented
          value={state}
          options={states.map((value) => ({ value, label: t(`bills.${value}`) }))}
          data-testid="bills-state"
          onChange={(value) => useBillFilter.setState({ state: value, mark: 0 })}
        />
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={serviceId}
          placeholder={t('bills.everyService')}
          aria-label={t('bills.everyService')}
          options={services.groups}
          className="kv-bills-service"
          data-testid="bills-service"
          onChange={(value: number | undefined) =>
            useBillFilter.setState({ serviceId: value ?? null, mark: 0 })
          }
        />
      </div>
      <ErrorNote error={pages.error ?? services.error} onRetry={pages.reload} />
      <RowList
        rows={pages.items}
        columns={useMemo(() => billColumns(t, today), [t, today])}
        mark={mark}
        onMark={(to) => useBillFilter.setState({ mark: to })}
        onOpen={(bill) => navigate(`/clients/${bill.clientId}`)}
        onScroll={nearEnd(pages)}
        loading={pages.loading}
        label={t('tab.list')}
        takesFocus
        testId="bill-row"
        empty={
          <EmptyState
            title={t(`bills.none.${state}`)}
            hint={t('bills.noneHint')}
            action={<Link href="/bills">{t('bills.toLoad')}</Link>}
          />
        }
      />
    </>
  )
}
