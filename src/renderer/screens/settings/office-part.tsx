import { Checkbox, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { ErrorNote } from '../../components/error-note.tsx'
import { Field, FieldGroup } from '../forms/field.tsx'
import { TimeInput } from '../forms/time-input.tsx'
import { SettingsActs } from './settings-acts.tsx'
import { type Settings, useSettings } from './use-settings.ts'

const weekdays = [1, 2, 3, 4, 5, 6, 7]
const papers = ['A5', 'roll80'] as const
const longestSmsName = 8

/** What the office is called, where it is, when it is open, and the paper of its receipts. */
export function OfficePart() {
  const { t } = useTranslation('settings')
  const form = useSettings()
  const { draft, change } = form
  if (draft === null) return <ErrorNote error={form.error} />
  const ready =
    draft.office.trim() !== '' &&
    draft.smsName.trim() !== '' &&
    draft.opens !== '' &&
    draft.closes !== '' &&
    draft.opens < draft.closes &&
    draft.openWeekdays.length > 0
  return (
    <form
      className="kv-block kv-entries kv-set-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (ready && form.changed) void form.save()
      }}
    >
      <OfficeWords draft={draft} disabled={!form.mayEdit} onChange={change} />
      <FieldGroup
        label={t('office.hours')}
        hint={
          draft.opens !== '' && draft.opens >= draft.closes ? t('office.badHours') : t('office.hoursHint')
        }
      >
        <TimeInput
          value={draft.opens}
          disabled={!form.mayEdit}
          label={t('office.opens')}
          testId="settings-opens"
          onChange={(opens) => change({ opens })}
        />
        –
        <TimeInput
          value={draft.closes}
          disabled={!form.mayEdit}
          label={t('office.closes')}
          testId="settings-closes"
          onChange={(closes) => change({ closes })}
        />
      </FieldGroup>
      <FieldGroup
        label={t('office.weekdays')}
        hint={draft.openWeekdays.length === 0 ? t('office.noWeekdays') : t('office.weekdaysHint')}
      >
        <Weekdays chosen={draft.openWeekdays} disabled={!form.mayEdit} onChange={change} />
      </FieldGroup>
      <FieldGroup label={t('office.paper')} hint={t('office.paperHint')}>
        <Radio.Group
          optionType="button"
          value={draft.receiptPaper}
          disabled={!form.mayEdit}
          options={papers.map((value) => ({ value, label: t(`paper.${value}`) }))}
          data-testid="settings-paper"
          onChange={(event) => {
            const paper = papers.find((each) => each === event.target.value)
            if (paper !== undefined) change({ receiptPaper: paper })
          }}
        />
      </FieldGroup>
      <SettingsActs form={form} ready={ready} />
    </form>
  )
}

interface WordsProps {
  readonly draft: Settings
  readonly disabled: boolean
  readonly onChange: (part: Partial<Settings>) => void
}

function OfficeWords({ draft, disabled, onChange }: WordsProps) {
  const { t } = useTranslation('settings')
  const words = [
    { name: 'office', max: 200, needed: true },
    { name: 'smsName', max: longestSmsName, needed: true },
    { name: 'address', max: 200, needed: false },
    { name: 'phone', max: 30, needed: false },
  ] as const
  return words.map(({ name, max, needed }) => (
    <Field
      key={name}
      label={t(`office.${name}`)}
      hint={t(`office.${name}Hint`, { name: draft.smsName })}
      error={needed && draft[name].trim() === '' ? t('needed') : null}
    >
      {(id) => (
        <Input
          id={id}
          value={draft[name]}
          maxLength={max}
          showCount={name === 'smsName'}
          disabled={disabled}
          data-testid={`settings-${name}`}
          onChange={(event) => onChange({ [name]: event.target.value })}
        />
      )}
    </Field>
  ))
}

function Weekdays(props: {
  readonly chosen: readonly number[]
  readonly disabled: boolean
  readonly onChange: (part: Partial<Settings>) => void
}) {
  const { t } = useTranslation()
  return weekdays.map((each) => (
    <Checkbox
      key={each}
      checked={props.chosen.includes(each)}
      disabled={props.disabled}
      onChange={(event) =>
        props.onChange({
          openWeekdays: weekdays.filter((day) =>
            day === each ? event.target.checked : props.chosen.includes(day),
          ),
        })
      }
    >
      {t(`weekday.${each}`)}
    </Checkbox>
  ))
}
