import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallInput, CallOutput } from '../../../shared/contract/contract.ts'
import { formatMoney, parseMoney } from '../../../shared/money.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { RuleFields } from './rule-fields.tsx'
import { type Rule, ruleMoment, ruleWords } from './rule-words.ts'
import type { ServiceChoice } from './use-services.ts'

export interface RuleDraft extends Omit<CallInput<'rules.save'>, 'minimum_kop' | 'id'> {
  readonly minimum: string
}

const firstRule: RuleDraft = {
  name: '',
  anchor: 'penalty-free',
  offsetDays: 3,
  at: '11:00',
  minimum: '50,00',
  serviceId: null,
  daysOff: false,
  active: true,
}

function draftOf({ id: _id, minimum_kop, ...rule }: Rule): RuleDraft {
  return { ...rule, minimum: formatMoney(minimum_kop) }
}

export function RuleForm(props: {
  /** Null for a new one. */
  readonly rule: Rule | null
  readonly services: readonly ServiceChoice[]
  readonly onSaved: (result: CallOutput<'rules.save'>) => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation('calendar')
  const { t: common } = useTranslation()
  const { rule, services } = props
  const save = useCoreCommand('rules.save')
  const [draft, setDraft] = useState<RuleDraft>(rule === null ? firstRule : draftOf(rule))
  const minimum_kop = parseMoney(draft.minimum)
  const ready = minimum_kop !== null && draft.at !== ''
  const service = services.find((each) => each.id === draft.serviceId)?.name ?? null

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (minimum_kop === null || !ready || save.busy) return
    const { minimum: _minimum, ...terms } = draft
    const name = draft.name.trim() === '' ? ruleMoment(t, draft) : draft.name.trim()
    const saved = await save.run({ ...terms, name, minimum_kop, id: rule?.id ?? null })
    if (saved.ok) props.onSaved(saved.value)
  }
  return (
    <form className="kv-block kv-cal-rule-form" onSubmit={(event) => void submit(event)}>
      <h3>{t(rule === null ? 'rule.new' : 'rule.edit')}</h3>
      <RuleFields draft={draft} onDraft={setDraft} services={services} badSum={minimum_kop === null} />
      {ready ? (
        <p className="kv-cal-words">{ruleWords(t, { ...draft, minimum_kop: minimum_kop ?? 0 }, service)}</p>
      ) : null}
      <div className="kv-line">
        <Button
          type="primary"
          htmlType="submit"
          disabled={!ready}
          loading={save.busy}
          data-testid="rule-save"
        >
          {common('act.save')}
        </Button>
        <Button onClick={props.onClose}>{common('act.close')}</Button>
      </div>
      <p className="kv-soft kv-cal-next">{t('rule.next')}</p>
      <ErrorNote error={save.error} />
    </form>
  )
}
