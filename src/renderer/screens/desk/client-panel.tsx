import { useTranslation } from 'react-i18next'
import { DayText } from '../../components/day-text.tsx'
import { Money } from '../../components/money.tsx'
import { PhoneText } from '../../components/phone-text.tsx'
import type { DeskClient } from './desk-lines.ts'
import type { Desk } from './use-desk.ts'

/** Who stands at the desk: name, address, phones, and what the cashier must know. */
export function ClientPanel({ desk }: { readonly desk: Desk }) {
  const { t } = useTranslation('desk')
  return (
    <div className="kv-clients">
      {desk.clients.map((client) => (
        <ClientCard key={client.id} client={client} />
      ))}
      {desk.desk.adding ? <p className="kv-adding">{t('adding')}</p> : null}
    </div>
  )
}

function ClientCard({ client }: { readonly client: DeskClient }) {
  const { t } = useTranslation('desk')
  return (
    <article className="kv-client" data-testid="desk-client">
      <h2>{client.name}</h2>
      <p>{client.address}</p>
      {client.note === '' ? null : <p className="kv-client-note">{client.note}</p>}
      {client.warnings.map(({ code, details }) => (
        <p key={`${code}${details['service'] ?? ''}`} className="kv-client-warning" role="status">
          {t(`warning.${code}`, { ...details, defaultValue: code })}
        </p>
      ))}
      <ul className="kv-client-phones">
        {client.phones.map((phone) => (
          <li key={phone.id}>
            <PhoneText e164={phone.e164} />
            <span className="kv-dim">
              {[
                phone.kind === 'landline' ? t('phone.landline') : '',
                phone.noReminders ? t('phone.noReminders') : '',
                phone.noAds ? t('phone.noAds') : '',
              ]
                .filter((word) => word !== '')
                .join(', ')}
            </span>
          </li>
        ))}
      </ul>
      <h3>{t('accounts')}</h3>
      <ul className="kv-client-accounts">
        {client.accounts.map((account) => (
          <li key={account.id}>
            <span className="kv-account-name">
              <b>{account.service}</b> {account.number}
              <span className="kv-dim">
                {account.debtDay === null ? account.provider : <DayNote day={account.debtDay} />}
              </span>
            </span>
            {account.advance_kop > 0 ? (
              <span className="kv-dim">
                {t('advance')} <Money value={account.advance_kop} />
              </span>
            ) : (
              <span className={account.debt_kop > 0 ? 'kv-owes' : 'kv-dim'}>
                <Money value={account.debt_kop} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </article>
  )
}

function DayNote({ day }: { readonly day: string }) {
  const { t } = useTranslation('desk')
  return (
    <>
      {t('debtOn')} <DayText day={day} form="short" />
    </>
  )
}
