import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useOffice } from '../../app/office-context.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ConfirmButton } from '../../components/confirm-button.tsx'
import { DayText } from '../../components/day-text.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Money } from '../../components/money.tsx'
import type { Provider } from './provider-part.tsx'
import { TariffForm } from './tariff-form.tsx'
import { useMaySave } from './use-may-save.ts'

/** Prices of each service by the day they begin: clients ask for them by SMS and are told of a change ahead. */
export function TariffsPart({ data }: { readonly data: Provider }) {
  const { t } = useTranslation('providers')
  const maySave = useMaySave()
  const { services } = data.provider
  if (services.length === 0) return <EmptyState title={t('service.none')} hint={t('tariff.noService')} />
  return (
    <div className="kv-stack">
      {maySave ? <TariffForm services={services} /> : null}
      {services.map((service) => (
        <ServicePrices
          key={service.id}
          name={service.name}
          tariffs={data.tariffs.filter(({ serviceId }) => serviceId === service.id)}
          maySave={maySave}
        />
      ))}
    </div>
  )
}

function ServicePrices(props: {
  readonly name: string
  readonly tariffs: Provider['tariffs']
  readonly maySave: boolean
}) {
  const { t } = useTranslation('providers')
  const { today } = useOffice()
  const remove = useCoreCommand('providers.removeTariff')
  const [removing, setRemoving] = useState<number | null>(null)
  const now = props.tariffs.find(({ fromDay }) => fromDay <= today)
  return (
    <div className="kv-block">
      <h3>{props.name}</h3>
      {props.tariffs.length === 0 ? <span className="kv-soft">{t('tariff.none')}</span> : null}
      {props.tariffs.map((tariff) => (
        <div key={tariff.id} className="kv-tariff" data-testid="tariff">
          <span>
            {t('contract.from')} <DayText day={tariff.fromDay} />
          </span>
          <b>
            <Money value={tariff.price_kop} sign />
            {` / ${tariff.unit}`}
          </b>
          <span className="kv-soft">{tariff.note}</span>
          <span className={tariff === now ? 'kv-say-good' : 'kv-soft'}>
            {tariff === now
              ? t('standing.now')
              : tariff.fromDay > today
                ? t('standing.ahead')
                : t('standing.past')}
          </span>
          {props.maySave ? (
            <ConfirmButton
              size="small"
              loading={remove.busy && removing === tariff.id}
              question={t('tariff.removeSure')}
              data-testid="tariff-remove"
              onConfirm={() => {
                setRemoving(tariff.id)
                void remove.run({ id: tariff.id })
              }}
            >
              {t('tariff.remove')}
            </ConfirmButton>
          ) : null}
        </div>
      ))}
      <ErrorNote error={remove.error} />
    </div>
  )
}
