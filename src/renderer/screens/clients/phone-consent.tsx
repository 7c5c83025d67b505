import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ConfirmButton } from '../../components/confirm-button.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { InstantText } from '../../components/instant-text.tsx'
import type { Card } from './client-card.tsx'

const ways = ['form', 'desk', 'sms'] as const

/** Whether this phone may get advertising, since when and by what proof; a withdrawal keeps the history. */
export function PhoneConsent(props: {
  readonly phone: Card['client']['phones'][number]
  readonly consents: Card['consents']
}) {
  const { t } = useTranslation('clients')
  const [asking, setAsking] = useState(false)
  const { run, busy, error } = useCoreCommand('clients.consent')
  const phoneId = props.phone.id
  const current = props.consents.find(({ withdrawnAt }) => withdrawnAt === null)
  const last = current ?? props.consents[0]

  return (
    <div className="kv-person-consent">
      {last === undefined ? (
        <span className="kv-soft">{t('consent.none')}</span>
      ) : (
        <ConsentText consent={last} />
      )}
      {current !== undefined ? (
        <ConfirmButton
          size="small"
          loading={busy}
          question={t('consent.withdrawSure')}
          data-testid="consent-withdraw"
          onConfirm={() => void run({ phoneId, given: false, how: t('consent.atDesk'), evidence: '' })}
        >
          {t('consent.withdraw')}
        </ConfirmButton>
      ) : asking ? null : (
        <Button size="small" data-testid="consent-give" onClick={() => setAsking(true)}>
          {t('consent.give')}
        </Button>
      )}
      {asking && current === undefined ? (
        <ConsentForm
          busy={busy}
          onCancel={() => setAsking(false)}
          onGive={async (how, evidence) => {
            const given = await run({ phoneId, given: true, how, evidence })
            if (given.ok) setAsking(false)
          }}
        />
      ) : null}
      <ErrorNote error={error} />
    </div>
  )
}

function ConsentText({ consent }: { readonly consent: Card['consents'][number] }) {
  const { t } = useTranslation('clients')
  return (
    <span>
      {consent.withdrawnAt === null ? (
        <b className="kv-say-good">{t('consent.given')}</b>
      ) : (
        <b className="kv-say-warn">{t('consent.withdrawn')}</b>
      )}{' '}
      <InstantText at={consent.withdrawnAt ?? consent.givenAt} form="full" />
      {consent.withdrawnAt === null ? `, ${consent.how}` : ''}
      {consent.evidence === '' ? '' : `: ${consent.evidence}`}
    </span>
  )
}

function ConsentForm(props: {
  readonly busy: boolean
  readonly onGive: (how: string, evidence: string) => Promise<void>
  readonly onCancel: () => void
}) {
  const { t } = useTranslation('clients')
  const { t: common } = useTranslation()
  const [way, setWay] = useState<(typeof ways)[number]>('form')
  const [evidence, setEvidence] = useState('')
  return (
    <div className="kv-stack kv-person-consent-form">
      <Select
        value={way}
        aria-label={t('consent.how')}
        options={ways.map((value) => ({ value, label: t(`how.${value}`) }))}
        onChange={setWay}
      />
      <Input
        value={evidence}
        maxLength={300}
        placeholder={t('consent.evidence')}
        aria-label={t('consent.evidence')}
        data-testid="consent-evidence"
        onChange={(event) => setEvidence(event.target.value)}
      />
      <div className="kv-line">
        <Button
          type="primary"
          size="small"
          loading={props.busy}
          data-testid="consent-save"
          onClick={() => void props.onGive(t(`how.${way}`), evidence.trim())}
        >
          {common('act.save')}
        </Button>
        <Button size="small" onClick={props.onCancel}>
          {common('act.cancel')}
        </Button>
      </div>
    </div>
  )
}
