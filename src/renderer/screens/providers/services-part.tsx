import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { Badge } from '../parts/badge.tsx'
import { maskWords } from '../parts/mask-words.ts'
import type { Provider } from './provider-part.tsx'
import { ServiceForm } from './service-form.tsx'
import { useMaySave } from './use-may-save.ts'

type Service = Provider['provider']['services'][number]

/** What is billed or prepaid at this provider. */
export function ServicesPart({ data }: { readonly data: Provider }) {
  const { t } = useTranslation('providers')
  const maySave = useMaySave()
  const [editing, setEditing] = useState<Service | 'new' | null>(null)
  const { services, id } = data.provider
  if (editing !== null)
    return (
      <ServiceForm
        providerId={id}
        service={editing === 'new' ? null : editing}
        onDone={() => setEditing(null)}
      />
    )
  return (
    <div className="kv-stack">
      {services.length === 0 ? <EmptyState title={t('service.none')} hint={t('service.noneHint')} /> : null}
      <div>
        <Button
          type="primary"
          disabled={!maySave}
          {...(maySave ? {} : { title: t('seniorOnly') })}
          data-testid="service-new"
          onClick={() => setEditing('new')}
        >
          {t('service.new')}
        </Button>
      </div>
      {services.map((service) => (
        <div key={service.id} className="kv-block kv-service" data-testid="service">
          <div>
            <b>{service.name}</b> <Badge>{service.shortName}</Badge>
            <Badge>{t(`billing.${service.billing}`)}</Badge>
            {service.active ? null : <Badge tone="warn">{t('off')}</Badge>}
            <div className="kv-soft">
              {service.accountMask === null
                ? t('service.anyNumber')
                : t('service.mask', { mask: maskWords(service.accountMask) ?? service.accountMask })}
              {service.unit === null ? '' : ` · ${t('service.unit', { unit: service.unit })}`}
            </div>
          </div>
          {maySave ? (
            <Button size="small" data-testid="service-edit" onClick={() => setEditing(service)}>
              {t('edit')}
            </Button>
          ) : null}
        </div>
      ))}
    </div>
  )
}
