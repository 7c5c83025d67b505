import type { TFunction } from 'i18next'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { formatMoney } from '../../../shared/money.ts'

export type Rule = CallOutput<'rules.list'>['items'][number]
type RuleTerms = Pick<Rule, 'anchor' | 'offsetDays' | 'at' | 'minimum_kop' | 'daysOff'>

/** `за 3 дня до крайнего дня` */
export function ruleMoment(t: TFunction<'calendar'>, rule: Pick<Rule, 'anchor' | 'offsetDays'>): string {
  const side = rule.offsetDays > 0 ? 'before' : rule.offsetDays < 0 ? 'after' : 'on'
  return t(`words.${side}.${rule.anchor}`, { count: Math.abs(rule.offsetDays) })
}

/** `за 3 дня до крайнего дня, 11:00, не в выходной, от 50,00 р` with the service where the rule is for one. */
export function ruleWords(t: TFunction<'calendar'>, rule: RuleTerms, service: string | null): string {
  const parts = [ruleMoment(t, rule), rule.at, t(rule.daysOff ? 'words.anyDay' : 'words.notOff')]
  if (rule.minimum_kop > 0) parts.push(t('words.from', { sum: formatMoney(rule.minimum_kop) }))
  if (service !== null) parts.push(t('words.service', { service }))
  return parts.join(', ')
}
