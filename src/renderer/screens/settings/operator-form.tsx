import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { type OperatorDraft, OperatorFields } from './operator-fields.tsx'

type Person = CallOutput<'operators.list'>['items'][number]

const pinForm = /^\d{4,8}$/

export function OperatorForm(props: {
  /** Null for a new one. */
  readonly operator: Person | null
  readonly onSaved: (id: number) => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation('settings')
  const { t: common } = useTranslation()
  const { operator } = props
  const save = useCoreCommand('operators.save')
  const [draft, setDraft] = useState<OperatorDraft>({
    name: operator?.name ?? '',
    role: operator?.role ?? 'cashier',
    active: operator?.active ?? true,
    pin: '',
  })
  const [done, setDone] = useState(false)
  const pinFits = pinForm.test(draft.pin) || (draft.pin === '' && operator !== null)
  const ready = draft.name.trim() !== '' && pinFits

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!ready || save.busy) return
    const saved = await save.run({
      id: operator?.id ?? null,
      ...draft,
      name: draft.name.trim(),
      pin: draft.pin === '' ? null : draft.pin,
    })
    setDone(saved.ok)
    if (!saved.ok) return
    setDraft({ ...draft, pin: '' })
    props.onSaved(saved.value.id)
  }
  return (
    <form className="kv-block kv-stack" onSubmit={(event) => void submit(event)}>
      <h3>{t(operator === null ? 'operator.new' : 'operator.edit')}</h3>
      <OperatorFields
        draft={draft}
        isNew={operator === null}
        badPin={draft.pin !== '' && !pinFits}
        onChange={(part) => setDraft({ ...draft, ...part })}
      />
      <div className="kv-line">
        <Button
          type="primary"
          htmlType="submit"
          disabled={!ready}
          loading={save.busy}
          data-testid="operator-save"
        >
          {common('act.save')}
        </Button>
        <Button onClick={props.onClose}>{common('act.close')}</Button>
        {done ? <span className="kv-say-good">{t('saved')}</span> : null}
      </div>
      <ErrorNote error={save.error} />
    </form>
  )
}
