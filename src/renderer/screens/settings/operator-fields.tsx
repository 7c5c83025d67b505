import { Checkbox, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CallInput } from '../../../shared/contract/contract.ts'
import { Field, FieldGroup } from '../forms/field.tsx'

const roles = ['cashier', 'senior', 'owner'] as const

/** What is typed about an operator; an empty PIN keeps the one they have. */
export type OperatorDraft = Omit<CallInput<'operators.save'>, 'id' | 'pin'> & { readonly pin: string }

export function OperatorFields(props: {
  readonly draft: OperatorDraft
  readonly isNew: boolean
  readonly badPin: boolean
  readonly onChange: (part: Partial<OperatorDraft>) => void
}) {
  const { t } = useTranslation('settings')
  const { t: common } = useTranslation()
  const { draft, isNew, onChange } = props
  return (
    <>
      <Field label={t('operator.name')}>
        {(id) => (
          <Input
            id={id}
            value={draft.name}
            maxLength={200}
            autoComplete="off"
            data-testid="operator-name"
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      <FieldGroup label={t('operator.role')} hint={t(`operator.may.${draft.role}`)}>
        <Radio.Group
          optionType="button"
          value={draft.role}
          options={roles.map((value) => ({ value, label: common(`role.${value}`) }))}
          onChange={(event) => {
            const role = roles.find((each) => each === event.target.value)
            if (role !== undefined) onChange({ role })
          }}
        />
      </FieldGroup>
      <Field
        label={t(isNew ? 'operator.pin' : 'operator.newPin')}
        hint={t(isNew ? 'operator.pinHint' : 'operator.newPinHint')}
        error={props.badPin ? t('operator.badPin') : null}
      >
        {(id) => (
          <Input.Password
            id={id}
            value={draft.pin}
            maxLength={8}
            inputMode="numeric"
            autoComplete="new-password"
            data-testid="operator-pin"
            onChange={(event) => onChange({ pin: event.target.value.replace(/\D/g, '') })}
          />
        )}
      </Field>
      <Checkbox
        checked={draft.active}
        data-testid="operator-active"
        onChange={(event) => onChange({ active: event.target.checked })}
      >
        {t('operator.active')}
      </Checkbox>
    </>
  )
}
