import { useTranslation } from 'react-i18next'
import { AddPhone } from './add-phone.tsx'
import type { Card } from './client-card.tsx'
import { PhoneBlock } from './phone-block.tsx'

/** The client's phones: what each may ask about, what it refused, what it agreed to. */
export function PhonesPanel({ card }: { readonly card: Card }) {
  const { t } = useTranslation('clients')
  const { client, consents } = card
  return (
    <aside className="kv-person-phones" aria-label={t('phones')}>
      <h3>{t('phones')}</h3>
      {client.phones.length === 0 ? <p className="kv-soft">{t('phone.none')}</p> : null}
      {client.phones.map((phone) => (
        <PhoneBlock
          key={phone.id}
          phone={phone}
          accounts={client.accounts}
          consents={consents.filter((consent) => consent.phoneId === phone.id)}
        />
      ))}
      <AddPhone clientId={client.id} accounts={client.accounts} />
    </aside>
  )
}
