import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ConfirmButton } from '../../components/confirm-button.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { InstantText } from '../../components/instant-text.tsx'
import { Facts } from '../parts/facts.tsx'
import type { Campaign } from './campaign-row.tsx'
import { ProgressLine } from './progress-line.tsx'
import { progressParts } from './progress-parts.ts'
import { useAudienceText } from './use-audience-text.ts'

/** A campaign that was started: how far it is, and the button that ends it. */
export function CampaignResult({ campaign }: { readonly campaign: Campaign }) {
  const { t } = useTranslation('campaigns')
  const stop = useCoreCommand('campaigns.stop')
  const audience = useAudienceText()(campaign.audience)
  return (
    <section className="kv-ca-result">
      <div className="kv-line">
        <h2>{campaign.name}</h2>
        <span className={`kv-ca-status kv-ca-${campaign.status}`}>{t(`status.${campaign.status}`)}</span>
      </div>
      <ProgressLine campaign={campaign} />
      <div className="kv-ca-counts">
        {progressParts(campaign).map((part) => (
          <div key={part.name} data-testid={`campaign-${part.name}`}>
            <b>{part.count}</b>
            <span className={`kv-ca-dot kv-ca-share-${part.name}`} aria-hidden="true" />
            {t(`progress.${part.name}`)}
          </div>
        ))}
      </div>
      {campaign.status === 'running' ? (
        <div className="kv-line">
          <ConfirmButton
            danger
            loading={stop.busy}
            question={t('stop.sure', { count: campaign.waiting })}
            data-testid="campaign-stop"
            onConfirm={() => void stop.run({ id: campaign.id })}
          >
            {t('stop.act')}
          </ConfirmButton>
          <span className="kv-soft">{t('stop.hint')}</span>
        </div>
      ) : null}
      <ErrorNote error={stop.error} />
      {campaign.status === 'running' && campaign.waiting > 0 ? <p className="kv-soft">{t('waits')}</p> : null}
      <div className="kv-block">
        <Facts
          facts={[
            { name: t('fact.text'), value: campaign.text },
            { name: t('fact.audience'), value: audience },
            { name: t('fact.recipients'), value: campaign.recipients },
            { name: t('fact.started'), value: <Started campaign={campaign} /> },
          ]}
        />
      </div>
      <p className="kv-soft">
        {t('messages')} <Link href="/messages/out">{t('messagesLink')}</Link>
      </p>
    </section>
  )
}

function Started({ campaign }: { readonly campaign: Campaign }) {
  if (campaign.startedAt === null) return <>—</>
  return (
    <>
      <InstantText at={campaign.startedAt} form="full" /> {campaign.startedBy ?? ''}
    </>
  )
}
