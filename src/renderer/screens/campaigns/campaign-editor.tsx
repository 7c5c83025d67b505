import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { Field } from '../forms/field.tsx'
import { useDebounced } from '../parts/use-debounced.ts'
import { AudienceChoice } from './audience-choice.tsx'
import { CampaignPreview } from './campaign-preview.tsx'
import type { Campaign } from './campaign-row.tsx'
import { CampaignStart } from './campaign-start.tsx'

const typing_ms = 250
const longest = 600

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
  const save = useCoreCommand('campaigns.save')
  const [name, setName] = useState(campaign?.name ?? '')
  const [text, setText] = useState(campaign?.text ?? '')
  const [audience, setAudience] = useState(campaign?.audience ?? { serviceId: null, withDebt: null })
  const [savedId, setSavedId] = useState(campaign?.id ?? null)
  const settled = useDebounced(text, typing_ms)
  const preview = useCoreQuery('campaigns.preview', { text: settled, audience }, { keepPrevious: true })
  const ready = name.trim() !== '' && text.trim() !== ''
  const changed =
    name.trim() !== campaign?.name ||
    text.trim() !== campaign.text ||
    audience.serviceId !== campaign.audience.serviceId ||
    audience.withDebt !== campaign.audience.withDebt

  const store = async (): Promise<number | null> => {
    if (!changed) return savedId
    const saved = await save.run({ id: savedId, name: name.trim(), text: text.trim(), audience })
    if (!saved.ok) return null
    // A new draft whose start is then refused is the same draft the next time.
    setSavedId(saved.value.id)
    return saved.value.id
  }
  const keep = async (): Promise<void> => {
    const id = await store()
    if (id !== null) props.onSaved(id)
  }
  return (
    <>
      <section className="kv-ca-editor">
        <Field label={t('name.label')}>
          {(id) => (
            <Input
              id={id}
              value={name}
              maxLength={200}
              disabled={!may}
              placeholder={t('name.example')}
              data-testid="campaign-name"
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('text.label')} hint={t('text.hint')}>
          {(id) => (
            <Input.TextArea
              id={id}
              value={text}
              maxLength={longest}
              disabled={!may}
              rows={5}
              placeholder={t('text.example')}
              data-testid="campaign-text"
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <AudienceChoice audience={audience} disabled={!may} onAudience={setAudience} />
        <div className="kv-note kv-note-warn kv-ca-law">{t('law')}</div>
        {may ? (
          <div className="kv-line">
            <Button
              disabled={!ready || !changed}
              loading={save.busy}
              data-testid="campaign-save"
              onClick={() => void keep()}
            >
              {common('act.save')}
            </Button>
            <span className="kv-soft">{ready ? t(changed ? 'unsaved' : 'saved') : t('incomplete')}</span>
          </div>
        ) : (
          <p className="kv-soft">{t('noneSenior')}</p>
        )}
        <ErrorNote error={save.error} />
        {may ? (
          <CampaignStart
            recipients={preview.data?.recipients ?? 0}
            parts={preview.data?.measure.parts ?? 0}
            fresh={ready && settled === text && preview.isSuccess && !preview.isPlaceholderData}
            store={store}
            onStarted={props.onSaved}
            onChanged={() => void preview.refetch()}
          />
        ) : null}
      </section>
      <CampaignPreview preview={preview.data} error={preview.error} empty={text.trim() === ''} />
    </>
  )
}
