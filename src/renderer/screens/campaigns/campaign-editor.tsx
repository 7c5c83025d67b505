import { Button, Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import { ErrorNote } from '../../components/error-note.tsx'
import { AudienceChoice } from './audience-choice.tsx'
import { CampaignPreview } from './campaign-preview.tsx'
import type { Campaign } from './campaign-row.tsx'
import { CampaignStart } from './campaign-start.tsx'
import { CampaignWords } from './campaign-words.tsx'
import { useCampaignDraft } from './use-campaign-draft.ts'

/** A draft: its name, text and audience, with what would leave and to whom beside it. */
export function CampaignEditor(props: {
  /** Null for a new one. */
  readonly campaign: Campaign | null
  readonly may: boolean
  readonly onSaved: (id: number) => void
}) {
  const { t } = useTranslation('campaigns')
  const { t: common } = useTranslation()
  const { campaign, may } = props
  const draft = useCampaignDraft(campaign)
  const { preview } = draft

  const keep = async (): Promise<void> => {
    const id = await draft.store()
    if (id !== null) props.onSaved(id)
  }
  return (
    <>
      <section className="kv-ca-editor">
        <CampaignWords draft={draft} disabled={!may} />
        <AudienceChoice audience={draft.audience} disabled={!may} onAudience={draft.setAudience} />
        {preview.data !== undefined && preview.data.latinParts < preview.data.ownParts ? (
          <Checkbox
            checked={draft.latin}
            disabled={!may}
            data-testid="campaign-latin"
            onChange={(event) => draft.setLatin(event.target.checked)}
          >
            {t('latin', { latin: preview.data.latinParts, own: preview.data.ownParts })}
          </Checkbox>
        ) : null}
        <div className="kv-note kv-note-warn kv-ca-law">{t('law')}</div>
        {may ? (
          <div className="kv-line">
            <Button
              disabled={!draft.ready || !draft.changed}
              loading={draft.saving}
              data-testid="campaign-save"
              onClick={() => void keep()}
            >
              {common('act.save')}
            </Button>
            <span className="kv-soft">
              {draft.ready ? t(draft.changed ? 'unsaved' : 'saved') : t('incomplete')}
            </span>
          </div>
        ) : (
          <p className="kv-soft">{t('noneSenior')}</p>
        )}
        <ErrorNote error={draft.error} />
        {may ? (
          <CampaignStart
            recipients={preview.data?.recipients ?? 0}
            parts={preview.data?.measure.parts ?? 0}
            fresh={draft.fresh}
            store={draft.store}
            onStarted={props.onSaved}
            onChanged={() => void preview.refetch()}
          />
        ) : null}
      </section>
      <CampaignPreview preview={preview.data} error={preview.error} empty={draft.text.trim() === ''} />
    </>
  )
}
