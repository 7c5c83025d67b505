import { Checkbox, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Field, FieldGroup } from '../forms/field.tsx'
import { TimeInput } from '../forms/time-input.tsx'
import type { RuleDraft } from './rule-form.tsx'
import { ruleMoment } from './rule-words.ts'
import type { ServiceChoice } from './use-services.ts'

const anchors = ['penalty-free', 'due'] as const
const sides = ['before', 'after'] as const
const anyService = 0

export function RuleFields(props: {
  readonly draft: RuleDraft
  readonly onDraft: (draft: RuleDraft) => void
  readonly services: readonly ServiceChoice[]
  readonly badSum: boolean
}) {
  const { t } = useTranslation('calendar')
  const { draft, services } = props
  const change = (part: Partial<RuleDraft>): void => props.onDraft({ ...draft, ...part })
  const side = draft.offsetDays < 0 ? 'after' : 'before'
  const days = Math.abs(draft.offsetDays)
  const setDays = (count: number, to: (typeof sides)[number]): void =>
    change({ offsetDays: to === 'after' ? -count : count })
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
      <FieldGroup label={t('rule.when')} hint={t(`rule.anchorHint.${draft.anchor}`)}>
        <InputNumber
          value={days}
          min={0}
          max={30}
          precision={0}
          className="kv-cal-days"
          aria-label={t('rule.days')}
          data-testid="rule-days"
          onChange={(count) => setDays(count ?? 0, side)}
        />
        <Select
          value={side}
          options={sides.map((value) => ({ value, label: t(`rule.side.${value}`) }))}
          onChange={(to: (typeof sides)[number]) => setDays(days === 0 && to === 'after' ? 1 : days, to)}
        />
        <Select
          value={draft.anchor}
          className="kv-cal-anchor"
          options={anchors.map((value) => ({ value, label: t(`rule.anchor.${value}.${side}`) }))}
          onChange={(anchor) => change({ anchor })}
        />
      </FieldGroup>
      <FieldGroup label={t('rule.at')} hint={t('rule.atHint')}>
        <TimeInput value={draft.at} label={t('rule.at')} testId="rule-at" onChange={(at) => change({ at })} />
        <Checkbox checked={draft.daysOff} onChange={(event) => change({ daysOff: event.target.checked })}>
          {t('rule.daysOff')}
        </Checkbox>
      </FieldGroup>
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
              onChange={(event) => change({ minimum: event.target.value })}
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
              onChange={(id) => change({ serviceId: id === anyService ? null : id })}
            />
          )}
        </Field>
      </div>
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
