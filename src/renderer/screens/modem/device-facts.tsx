import { useTranslation } from 'react-i18next'
import { PhoneText } from '../../components/phone-text.tsx'
import { type Fact, Facts } from '../parts/facts.tsx'
import type { ModemView } from './advice.ts'

/** The SIM card, the network and the device, as the modem told them. */
export function DeviceFacts({ view }: { readonly view: ModemView }) {
  const { t } = useTranslation('modem')
  const facts: readonly Fact[] = [
    { name: t('fact.operator'), value: view.operator ?? unknown },
    { name: t('fact.network'), value: t(registrationOf(view)) },
    {
      name: t('fact.signal'),
      value: view.signal_dbm === null ? unknown : t('fact.dbm', { dbm: view.signal_dbm, bars: view.bars }),
    },
    { name: t('fact.sim'), value: view.imsi ?? unknown },
    {
      name: t('fact.device'),
      value: [view.manufacturer, view.model].filter((part) => part !== null).join(' ') || unknown,
    },
    { name: t('fact.imei'), value: view.imei ?? unknown },
    {
      name: t('fact.storage'),
      value:
        view.storageTotal === null
          ? unknown
          : t('fact.used', { used: view.storageUsed ?? 0, total: view.storageTotal }),
    },
    {
      name: t('fact.centre'),
      value: view.serviceCentre === null ? unknown : <PhoneText e164={view.serviceCentre} />,
    },
  ]
  return (
    <section className="kv-block" data-testid="modem-device">
      <h3>{t('fact.title')}</h3>
      {view.virtual ? <p className="kv-soft kv-mo-virtual">{t('fact.virtual')}</p> : null}
      <Facts facts={facts} />
    </section>
  )
}

const unknown = '—'

function registrationOf(view: ModemView): 'fact.roaming' | 'fact.home' | 'fact.out' {
  if (!view.registered) return 'fact.out'
  return view.roaming ? 'fact.roaming' : 'fact.home'
}
