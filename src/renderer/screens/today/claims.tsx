import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { InstantText } from '../../components/instant-text.tsx'
import { Money } from '../../components/money.tsx'
import { useTakeToDesk } from './use-take-to-desk.ts'

type Claim = CallOutput<'today.summary'>['claims'][number]

/** Clients who answered БЫЛО: their bill stays silent until the provider's next file, and a person looks. */
export function Claims({ claims }: { readonly claims: readonly Claim[] }) {
  const { t } = useTranslation('today')
  return (
    <section className="kv-panel kv-list" aria-label={t('claims')}>
      <h2>
        {t('claims')} {claims.length > 0 ? <b>{claims.length}</b> : null}
      </h2>
      {claims.length === 0 ? <p className="kv-dim">{t('noClaims')}</p> : null}
      {claims.map((claim) => (
        <ClaimRow key={claim.id} claim={claim} />
      ))}
    </section>
  )
}

function ClaimRow({ claim }: { readonly claim: Claim }) {
  const { t } = useTranslation('today')
  const settle = useCoreCommand('claims.settle')
  const desk = useTakeToDesk()
  const { clientId, service, number } = claim
  return (
    <article className="kv-work" data-testid="claim-row">
      <div className="kv-work-what">
        <b>{claim.clientName}</b> · {service} {number}
        <div className="kv-dim">
          <InstantText at={claim.at} />
        </div>
        <ErrorNote error={settle.error ?? desk.error} />
      </div>
      <div className="kv-work-sum">
        <Money value={claim.debt_kop} />
      </div>
      <div className="kv-work-acts">
        <Button size="small" onClick={() => void desk.take({ clientId, service, number })}>
          {t('toDesk')}
        </Button>
        <Button
          size="small"
          loading={settle.busy}
          data-testid="claim-settle"
          onClick={() => void settle.run({ id: claim.id })}
        >
          {t('settled')}
        </Button>
      </div>
    </article>
  )
}
