import { Button, Checkbox, Input, Radio } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { Field, FieldGroup } from '../forms/field.tsx'

type Person = CallOutput<'operators.list'>['items'][number]

const roles = ['cashier', 'senior', 'owner'] as const
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
  const [person, setPerson] = useState({
    name: operator?.name ?? '',
    role: operator?.role ?? 'cashier',
    active: operator?.active ?? true,
  })
  const [pin, setPin] = useState('')
  const [done, setDone] = useState(false)
  const pinFits = pinForm.test(pin) || (pin === '' && operator !== null)
  const ready = person.name.trim() !== '' && pinFits

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!ready || save.busy) return
    const saved = await save.run({
      id: operator?.id ?? null,
      ...person,
      name: person.name.trim(),
      pin: pin === '' ? null : pin,
    })
    setDone(saved.ok)
    if (!saved.ok) return
    setPin('')
    props.onSaved(saved.value.id)
  }
  return (
    <form className="kv-block kv-stack" onSubmit={(event) => void submit(event)}>
      <h3>{t(operator === null ? 'operator.new' : 'operator.edit')}</h3>
      <Field label={t('operator.name')}>
        {(id) => (
          <Input
            id={id}
            value={person.name}
            maxLength={200}
            autoComplete="off"
            data-testid="operator-name"
            onChange={(event) => setPerson({ ...person, name: event.target.value })}
          />
        )}
      </Field>
      <FieldGroup label={t('operator.role')} hint={t(`operator.may.${person.role}`)}>
        <Radio.Group
          optionType="button"
          value={person.role}
          options={roles.map((value) => ({ value, label: common(`role.${value}`) }))}
          onChange={(event) => {
            const role = roles.find((each) => each === event.target.value)
            if (role !== undefined) setPerson({ ...person, role })
          }}
        />
      </FieldGroup>
      <Field
        label={t(operator === null ? 'operator.pin' : 'operator.newPin')}
        hint={t(operator === null ? 'operator.pinHint' : 'operator.newPinHint')}
        error={pin !== '' && !pinFits ? t('operator.badPin') : null}
      >
        {(id) => (
          <Input.Password
            id={id}
            value={pin}
            maxLength={8}
            inputMode="numeric"
            autoComplete="new-password"
            data-testid="operator-pin"
            onChange={(event) => setPin(event.target.value.replace(/\D/g, ''))}
          />
        )}
      </Field>
      <Checkbox
        checked={person.active}
        data-testid="operator-active"
        onChange={(event) => setPerson({ ...person, active: event.target.checked })}
      >
        {t('operator.active')}
      </Checkbox>
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
