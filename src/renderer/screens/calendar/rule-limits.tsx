import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Field } from '../forms/field.tsx'
import type { RuleDraft } from './rule-form.tsx'
import type { ServiceChoice } from './use-services.ts'

const anyService = 0

/** From what debt a rule reminds, and of which service. */
export function RuleLimits(props: {
  readonly draft: RuleDraft
  readonly onChange: (part: Partial<RuleDraft>) => void
  readonly services: readonly ServiceChoice[]
  readonly badSum: boolean
}) {
  const { t } = useTranslation('calendar')
  const { draft, onChange, services } = props
  return (
    <div className="kv-entries">
      <Field
        label={t('rule.minimum')}
        hint={t('rule.minimumHint')}
        error={props.badSum ? t('rule.badSum') : null}
      >
        {(id) => (
          <Input
            id={id}
            value={draft.minimum}
            inputMode="decimal"
            className="kv-cal-sum"
            data-testid="rule-minimum"
            onChange={(event) => onChange({ minimum: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('rule.service')}>
        {(id) => (
          <Select
            id={id}
            value={draft.serviceId ?? anyService}
            options={[
              { value: anyService, label: t('rule.anyService') },
              ...services.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(id) => onChange({ serviceId: id === anyService ? null : id })}
          />
        )}
      </Field>
    </div>
  )
}
