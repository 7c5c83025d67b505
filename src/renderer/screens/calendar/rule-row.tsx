import { useTranslation } from 'react-i18next'
import { type Rule, ruleWords } from './rule-words.ts'

export function RuleRow(props: {
  readonly rule: Rule
  readonly service: string | null
  readonly here: boolean
  /** How many SMS it has planned, known right after it was saved. */
  readonly planned: number | null
  readonly onChoose: () => void
}) {
  const { t } = useTranslation('calendar')
  const { rule, here, planned } = props
  const marks = ['kv-cal-rule']
  if (here) marks.push('kv-here')
  if (!rule.active) marks.push('kv-cal-rule-off')
  return (
    <button type="button" className={marks.join(' ')} data-testid="rule-row" onClick={props.onChoose}>
      <b>{rule.name}</b>
      <span>{ruleWords(t, rule, props.service)}</span>
      {rule.active ? null : <span className="kv-say-warn">{t('rules.off')}</span>}
      {planned === null ? null : (
        <span className="kv-say-good" data-testid="rule-planned">
          {t('rules.planned', { count: planned })}
        </span>
      )}
    </button>
  )
}
