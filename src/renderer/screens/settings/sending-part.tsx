import { InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { ErrorNote } from '../../components/error-note.tsx'
import { Field, FieldGroup } from '../forms/field.tsx'
import { TimeInput } from '../forms/time-input.tsx'
import { SettingsActs } from './settings-acts.tsx'
import { type SettingsForm, useSettings } from './use-settings.ts'

const caps = [
  { name: 'smsPerDay', max: 10_000 },
  { name: 'smsPerMinute', max: 600 },
  { name: 'requestsPerHour', max: 1000 },
] as const

const quiet = [
  { label: 'working', from: 'quietFrom', to: 'quietTo' },
  { label: 'off', from: 'quietFromDayOff', to: 'quietToDayOff' },
] as const

/** When SMS may leave and how many: quiet hours and the SIM card's caps. */
export function SendingPart() {
  const { t } = useTranslation('settings')
  const form = useSettings()
  const { draft, change, mayEdit } = form
  if (draft === null) return <ErrorNote error={form.error} />
  const ready = quiet.every(({ from, to }) => draft[from] !== '' && draft[to] !== '')
  return (
    <form
      className="kv-block kv-entries kv-set-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (ready && form.changed) void form.save()
      }}
    >
      {quiet.map(({ label, from, to }) => (
        <FieldGroup key={label} label={t(`quiet.${label}`)} hint={t(`quiet.${label}Hint`)}>
          {t('quiet.from')}
          <TimeInput
            value={draft[from]}
            disabled={!mayEdit}
            label={t('quiet.from')}
            testId={`settings-${from}`}
            onChange={(time) => change({ [from]: time })}
          />
          {t('quiet.to')}
          <TimeInput
            value={draft[to]}
            disabled={!mayEdit}
            label={t('quiet.to')}
            testId={`settings-${to}`}
            onChange={(time) => change({ [to]: time })}
          />
        </FieldGroup>
      ))}
      <Caps form={form} />
      <SettingsActs form={form} ready={ready} />
    </form>
  )
}

function Caps({ form }: { readonly form: SettingsForm }) {
  const { t } = useTranslation('settings')
  const { draft } = form
  if (draft === null) return null
  return caps.map(({ name, max }) => (
    <Field key={name} label={t(`cap.${name}`)} hint={t(`cap.${name}Hint`)}>
      {(id) => (
        <InputNumber
          id={id}
          className="kv-set-number"
          value={draft[name]}
          min={1}
          max={max}
          precision={0}
          disabled={!form.mayEdit}
          data-testid={`settings-${name}`}
          onChange={(value) => {
            if (value !== null) form.change({ [name]: value })
          }}
        />
      )}
    </Field>
  ))
}
