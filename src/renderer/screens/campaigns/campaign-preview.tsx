import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { ErrorNote } from '../../components/error-note.tsx'

type Preview = CallOutput<'campaigns.preview'>

const refused = ['withoutConsent', 'stopped', 'landline'] as const

/** The SMS as it would leave, what it costs of the SIM's day, and who gets it or does not. */
export function CampaignPreview(props: {
  readonly preview: Preview | undefined
  readonly error: Error | null
  readonly empty: boolean
}) {
  const { t } = useTranslation('campaigns')
  const { preview, empty } = props
  return (
    <aside className="kv-ca-preview" aria-live="polite">
      <h3>{t('preview.title')}</h3>
      <ErrorNote error={props.error} />
      {preview === undefined ? null : (
        <>
          <blockquote className="kv-ca-sms" data-testid="campaign-preview">
            {empty ? t('preview.empty') : preview.text}
          </blockquote>
          {empty ? null : <Parts preview={preview} />}
          <h3>{t('preview.who')}</h3>
          <div className="kv-ca-reach" data-testid="campaign-recipients">
            <b>{preview.recipients}</b> {t('preview.get', { count: preview.recipients })}
          </div>
          <dl className="kv-ca-refused">
            {refused.map((name) => (
              <div key={name} data-testid={`campaign-${name}`}>
                <dt>{t(`preview.${name}`)}</dt>
                <dd>{preview[name]}</dd>
              </div>
            ))}
          </dl>
          {preview.recipients === 0 ? <p className="kv-say-warn">{t('preview.nobody')}</p> : null}
          {preview.recipients > 0 && !empty ? (
            <p>{preview.days > 1 ? t('preview.days', { count: preview.days }) : t('preview.oneDay')}</p>
          ) : null}
        </>
      )}
    </aside>
  )
}

function Parts({ preview }: { readonly preview: Preview }) {
  const { t } = useTranslation('campaigns')
  const { parts, length, left } = preview.measure
  const sms = parts * preview.recipients
  return (
    <p className={parts > 2 ? 'kv-say-warn' : 'kv-soft'} data-testid="campaign-parts">
      {t('preview.parts', { count: parts, length, left })}
      {preview.recipients > 0 ? ` ${t('preview.total', { count: sms })}` : ''}
    </p>
  )
}
