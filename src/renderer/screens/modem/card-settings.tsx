import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { mayAct, useSession } from '../../state/session.ts'
import { Field } from '../forms/field.tsx'
import type { Card } from './caps-bars.tsx'
import { type CardDraft, draftOf, inputOf } from './card-draft.ts'
import { PatternTest } from './pattern-test.tsx'

const groups = [
  { name: 'own', fields: ['title', 'number'] },
  { name: 'caps', fields: ['perMinute', 'perHour', 'perDay', 'perMonth'] },
  { name: 'pace', fields: ['pauseMin', 'pauseMax'] },
  { name: 'money', fields: ['price', 'reserve', 'warnBelow'] },
  { name: 'balance', fields: ['balanceCode', 'balanceEvery'] },
] as const

/** What a card may send, what it costs, how its balance is asked for. */
export function CardSettings({ card }: { readonly card: Card }) {
  const { t } = useTranslation('modem-link')
  const { t: common } = useTranslation()
  const operator = useSession((state) => state.operator)
  const save = useCoreCommand('modem.saveSim')
  const [changed, setChanged] = useState<Partial<CardDraft>>({})
  const draft = { ...draftOf(card), ...changed }
  const input = inputOf(card.imsi, draft)
  const may = mayAct(operator, 'senior')
  const change = (values: Partial<CardDraft>): void => setChanged({ ...changed, ...values })
  return (
    <form
      className="kv-stack"
      data-testid="card-settings"
      onSubmit={async (event) => {
        event.preventDefault()
        if (input !== null && (await save.run(input)).ok) setChanged({})
      }}
    >
      {groups.map(({ name, fields }) => (
        <fieldset key={name} className="kv-ml-group" disabled={!may}>
          <legend>{t(`group.${name}`)}</legend>
          {fields.map((field) => (
            <Field key={field} label={t(`field.${field}`)}>
              {(id) => (
                <Input
                  id={id}
                  value={draft[field]}
                  placeholder={t(`empty.${field}`, { defaultValue: '' })}
                  data-testid={`card-${field}`}
                  onChange={(event) => change({ [field]: event.target.value })}
                />
              )}
            </Field>
          ))}
          {name === 'balance' ? (
            <Checkbox
              checked={draft.balanceDaily}
              onChange={(event) => change({ balanceDaily: event.target.checked })}
            >
              {t('field.balanceDaily')}
            </Checkbox>
          ) : null}
        </fieldset>
      ))}
      <PatternTest
        pattern={draft.balancePattern}
        disabled={!may}
        onPattern={(balancePattern) => change({ balancePattern })}
      />
      <div>
        <Checkbox
          checked={draft.storedSends}
          disabled={!may}
          data-testid="card-stored-sends"
          onChange={(event) => change({ storedSends: event.target.checked })}
        >
          {t('field.storedSends')}
        </Checkbox>
        <p className="kv-soft kv-mo-plain">{t('storedSendsWhat')}</p>
      </div>
      <div className="kv-line">
        <Button
          type="primary"
          htmlType="submit"
          disabled={!may || input === null || Object.keys(changed).length === 0}
          loading={save.busy}
          data-testid="card-save"
        >
          {common('act.save')}
        </Button>
        {input === null ? <span className="kv-say-bad">{t('notNumbers')}</span> : null}
        {may ? null : <span className="kv-soft">{t('question.senior')}</span>}
      </div>
      <ErrorNote error={save.error} />
    </form>
  )
}
