import { EditOutlined } from '@ant-design/icons'
import { Button, Spin, Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { PhoneText } from '../../components/phone-text.tsx'
import { Badge } from '../parts/badge.tsx'
import { ContractsPart } from './contracts-part.tsx'
import { ProviderForm } from './provider-form.tsx'
import { ServicesPart } from './services-part.tsx'
import { TariffsPart } from './tariffs-part.tsx'
import { useMaySave } from './use-may-save.ts'

export type Provider = CallOutput<'providers.get'>

/** One provider: its facts, dated terms, services and dated prices. */
export function ProviderPart({ id }: { readonly id: number }) {
  const { t } = useTranslation('providers')
  const { data, error, refetch } = useCoreQuery('providers.get', { id })
  if (data === undefined)
    return error === null ? (
      <Spin className="kv-wait" />
    ) : (
      <ErrorNote error={error} onRetry={() => void refetch()} />
    )
  return (
    <>
      <ProviderHead provider={data.provider} />
      <Tabs
        items={[
          { key: 'contracts', label: t('tab.contracts'), children: <ContractsPart data={data} /> },
          { key: 'services', label: t('tab.services'), children: <ServicesPart data={data} /> },
          { key: 'tariffs', label: t('tab.tariffs'), children: <TariffsPart data={data} /> },
        ]}
      />
    </>
  )
}

function ProviderHead({ provider }: { readonly provider: Provider['provider'] }) {
  const { t } = useTranslation('providers')
  const [editing, setEditing] = useState(false)
  const maySave = useMaySave()
  const { services: _services, accounts: _accounts, debt_kop: _debt, innValid, ...facts } = provider
  if (editing)
    return (
      <div className="kv-block">
        <ProviderForm first={facts} onSaved={() => setEditing(false)} onCancel={() => setEditing(false)} />
      </div>
    )
  return (
    <header className="kv-provider-head">
      <div>
        <h2>{provider.name}</h2>
        <div className="kv-line">
          <Badge>{t(`legal.${provider.legal}`)}</Badge>
          {provider.active ? null : <Badge tone="warn">{t('off')}</Badge>}
          {provider.inn === null ? null : (
            <span>
              {t('field.inn')} {provider.inn}
            </span>
          )}
          {provider.phone === null ? null : <PhoneText e164={provider.phone} />}
        </div>
        {innValid ? null : <div className="kv-note kv-note-warn">{t('inn.wrong')}</div>}
      </div>
      <Button
        icon={<EditOutlined />}
        disabled={!maySave}
        {...(maySave ? {} : { title: t('seniorOnly') })}
        data-testid="provider-edit"
        onClick={() => setEditing(true)}
      >
        {t('edit')}
      </Button>
    </header>
  )
}
