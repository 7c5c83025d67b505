import { useTranslation } from 'react-i18next'
import { DayText } from '../../components/day-text.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Money } from '../../components/money.tsx'
import { AddAccount } from './add-account.tsx'
import type { Card } from './client-card.tsx'

type Account = Card['client']['accounts'][number]

export function AccountsPart({ client }: { readonly client: Card['client'] }) {
  const { t } = useTranslation('clients')
  return (
    <div className="kv-person-scroll kv-stack">
      {client.accounts.length === 0 ? (
        <EmptyState title={t('account.none')} hint={t('account.noneHint')} />
      ) : (
        client.accounts.map((account) => <AccountLine key={account.id} account={account} />)
      )}
      <AddAccount clientId={client.id} />
    </div>
  )
}

function AccountLine({ account }: { readonly account: Account }) {
  const { t } = useTranslation('clients')
  return (
    <div className="kv-block kv-account" data-testid="client-account">
      <div>
        <b className="kv-account-number">{account.number}</b> {account.service}
        <div className="kv-soft">
          {account.provider} · {account.holder}
        </div>
      </div>
      <div className="kv-account-sum">
        {account.advance_kop > 0 ? (
          <span className="kv-say-good">
            {t('account.advance')} <Money value={account.advance_kop} sign />
          </span>
        ) : (
          <b className={account.debt_kop > 0 ? 'kv-say-bad' : 'kv-say-good'}>
            {account.debt_kop > 0 ? <Money value={account.debt_kop} sign /> : t('account.noDebt')}
          </b>
        )}
        <div className="kv-soft">
          {account.debtDay === null ? (
            t('account.noBills')
          ) : (
            <>
              {t('account.asOf')} <DayText day={account.debtDay} />
            </>
          )}
        </div>
      </div>
    </div>
  )
}
