import { InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { FieldGroup } from '../forms/field.tsx'
import type { RuleDraft } from './rule-form.tsx'

const anchors = ['penalty-free', 'due'] as const
const sides = ['before', 'after'] as const

/** How many days before or after which day a rule reminds. */
export function RuleWhen({
  draft,
  onChange,
}: {
  readonly draft: RuleDraft
  readonly onChange: (part: Partial<RuleDraft>) => void
}) {
  const { t } = useTranslation('calendar')
  const side = draft.offsetDays < 0 ? 'after' : 'before'
  const days = Math.abs(draft.offsetDays)
  const setDays = (count: number, to: (typeof sides)[number]): void =>
    onChange({ offsetDays: to === 'after' ? -count : count })
  return (
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
        onChange={(anchor) => onChange({ anchor })}
      />
    </FieldGroup>
  )
}
