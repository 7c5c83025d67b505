import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { mayAct, useSession } from '../../state/session.ts'
import { Field } from '../forms/field.tsx'
import type { DayView } from './day-cell.tsx'

const types = ['working', 'short', 'off'] as const

/** The kind of a day by hand, for moved days and local holidays; the note says by what paper. */
export function DayTypeForm({ view }: { readonly view: DayView }) {
  const { t } = useTranslation('calendar')
  const operator = useSession((state) => state.operator)
  const set = useCoreCommand('calendar.setDay')
  const [type, setType] = useState(view.type)
  const [note, setNote] = useState(view.note ?? '')
  if (!mayAct(operator, 'senior')) return <p className="kv-soft kv-cal-bottom">{t('type.senior')}</p>
  const changed = type !== view.type || note.trim() !== (view.note ?? '')
  return (
    <form
      className="kv-cal-bottom kv-stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (changed) void set.run({ day: view.day, type, note: note.trim() })
      }}
    >
      <h3>{t('type.title')}</h3>
      <Radio.Group
        size="small"
        optionType="button"
        value={type}
        options={types.map((value) => ({ value, label: t(`type.${value}`) }))}
        data-testid="day-type"
        onChange={(event) => {
          const next = types.find((each) => each === event.target.value)
          if (next !== undefined) setType(next)
        }}
      />
      <Field label={t('type.note')} hint={t('type.hint')}>
        {(id) => (
          <Input
            id={id}
            value={note}
            maxLength={200}
            placeholder={t('type.example')}
            data-testid="day-note"
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <div className="kv-line">
        <Button htmlType="submit" disabled={!changed} loading={set.busy} data-testid="day-save">
          {t('type.save')}
        </Button>
        {view.edited ? (
          <Button
            disabled={set.busy}
            data-testid="day-restore"
            onClick={() => void set.run({ day: view.day, type: null, note: '' })}
          >
            {t('type.restore')}
          </Button>
        ) : null}
      </div>
      <ErrorNote error={set.error} />
    </form>
  )
}
