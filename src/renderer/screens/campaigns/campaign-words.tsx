import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Field } from '../forms/field.tsx'
import type { CampaignDraft } from './use-campaign-draft.ts'

const longest = 600

/** The name for oneself and the text for the clients. */
export function CampaignWords({
  draft,
  disabled,
}: {
  readonly draft: CampaignDraft
  readonly disabled: boolean
}) {
  const { t } = useTranslation('campaigns')
  return (
    <>
      <Field label={t('name.label')}>
        {(id) => (
          <Input
            id={id}
            value={draft.name}
            maxLength={200}
            disabled={disabled}
            placeholder={t('name.example')}
            data-testid="campaign-name"
            onChange={(event) => draft.setName(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('text.label')} hint={t('text.hint')}>
        {(id) => (
          <Input.TextArea
            id={id}
            value={draft.text}
            maxLength={longest}
            disabled={disabled}
            rows={5}
            placeholder={t('text.example')}
            data-testid="campaign-text"
            onChange={(event) => draft.setText(event.target.value)}
          />
        )}
      </Field>
    </>
  )
}
