import { Checkbox, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Field, FieldGroup } from '../forms/field.tsx'
import { TimeInput } from '../forms/time-input.tsx'
import type { RuleDraft } from './rule-form.tsx'
import { RuleLimits } from './rule-limits.tsx'
import { RuleWhen } from './rule-when.tsx'
import { ruleMoment } from './rule-words.ts'
import type { ServiceChoice } from './use-services.ts'

export function RuleFields(props: {
  readonly draft: RuleDraft
  readonly onDraft: (draft: RuleDraft) => void
  readonly services: readonly ServiceChoice[]
  readonly badSum: boolean
}) {
  const { t } = useTranslation('calendar')
  const { draft } = props
  const change = (part: Partial<RuleDraft>): void => props.onDraft({ ...draft, ...part })
  return (
    <div className="kv-stack">
      <Field label={t('rule.name')}>
        {(id) => (
          <Input
            id={id}
            value={draft.name}
            maxLength={200}
            placeholder={ruleMoment(t, draft)}
            data-testid="rule-name"
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <RuleWhen draft={draft} onChange={change} />
      <FieldGroup label={t('rule.at')} hint={t('rule.atHint')}>
        <TimeInput value={draft.at} label={t('rule.at')} testId="rule-at" onChange={(at) => change({ at })} />
        <Checkbox checked={draft.daysOff} onChange={(event) => change({ daysOff: event.target.checked })}>
          {t('rule.daysOff')}
        </Checkbox>
      </FieldGroup>
      <RuleLimits draft={draft} onChange={change} services={props.services} badSum={props.badSum} />
      <Checkbox
        checked={draft.active}
        data-testid="rule-active"
        onChange={(event) => change({ active: event.target.checked })}
      >
        {t('rule.active')}
      </Checkbox>
    </div>
  )
}
