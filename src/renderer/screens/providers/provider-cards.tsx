import { PlusOutlined } from '@ant-design/icons'
import type { UseQueryResult } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Money } from '../../components/money.tsx'
import { useMaySave } from './use-may-save.ts'

type Row = CallOutput<'providers.list'>['items'][number]

/** The providers, the most important first. */
export function ProviderCards(props: {
  readonly providers: UseQueryResult<CallOutput<'providers.list'>, Error>
}) {
  const { t } = useTranslation('providers')
  const [location, navigate] = useLocation()
  const maySave = useMaySave()
  const { data, error, refetch } = props.providers
  return (
    <nav className="kv-provider-cards" aria-label={t('label')}>
      <Button
        block
        type="dashed"
        icon={<PlusOutlined />}
        disabled={!maySave}
        {...(maySave ? {} : { title: t('seniorOnly') })}
        data-testid="provider-new"
        onClick={() => navigate('/providers/new')}
      >
        {t('new.button')}
      </Button>
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data?.items.length === 0 ? <EmptyState title={t('none')} hint={t('noneHint')} /> : null}
      {data?.items.map((row) => (
        <ProviderCard key={row.id} row={row} here={location === `/providers/${row.id}`} />
      ))}
    </nav>
  )
}

function ProviderCard({ row, here }: { readonly row: Row; readonly here: boolean }) {
  const { t } = useTranslation('providers')
  return (
    <Link
      href={`/providers/${row.id}`}
      className={here ? 'kv-provider-card kv-here' : 'kv-provider-card'}
      aria-current={here ? 'page' : undefined}
      data-testid="provider-card"
    >
      <span className="kv-provider-card-name">
        <b>{row.shortName}</b>
        {row.active ? null : <span className="kv-say-warn"> {t('off')}</span>}
        {row.innValid ? null : <span className="kv-say-warn"> {t('inn.short')}</span>}
      </span>
      <span className="kv-soft">
        {row.services.map(({ shortName }) => shortName).join(', ') || t('noServices')}
      </span>
      <span className="kv-provider-card-sums">
        <span>{t('accounts', { count: row.accounts })}</span>
        <span>
          {t('debt')} <Money value={row.debt_kop} sign />
        </span>
      </span>
    </Link>
  )
}
