import { Button, Checkbox, Input, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallInput } from '../../../shared/contract/contract.ts'
import { useOffice } from '../../app/office-context.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { mayAct, useSession } from '../../state/session.ts'
import { Field } from '../forms/field.tsx'
import { SpareSearch } from './spare-search.tsx'

type Choice = CallInput<'modem.saveLinks'>

const uses = ['rule', 'main', 'spare'] as const

/** The second modem: one is the common case, so that this is one tick until somebody wants it. */
export function SparePart() {
  const { t } = useTranslation('modem-link')
  const { t: common } = useTranslation()
  const { kind } = useOffice()
  const operator = useSession((state) => state.operator)
  const links = useCoreQuery('modem.links', {})
  const save = useCoreCommand('modem.saveLinks')
  const [changed, setChanged] = useState<Partial<Choice>>({})
  const { data } = links
  if (data === undefined) return <ErrorNote error={links.error} />
  const { spareOn, sparePort, use, after_minutes, incompleteAfter_minutes } = data
  const draft: Choice = { spareOn, sparePort, use, after_minutes, incompleteAfter_minutes, ...changed }
  const may = mayAct(operator, 'senior')
  return (
    <section className="kv-block kv-stack" data-testid="spare">
      <h3>{t('spare.title')}</h3>
      <Checkbox
        checked={draft.spareOn}
        disabled={!may}
        data-testid="spare-on"
        onChange={(event) => setChanged({ ...changed, spareOn: event.target.checked })}
      >
        {t('spare.on')}
      </Checkbox>
      {draft.spareOn ? (
        <>
          {kind === 'training' ? null : (
            <SpareSearch disabled={!may} onPick={(path) => setChanged({ ...changed, sparePort: path })} />
          )}
          {kind === 'training' ? null : (
            <Field label={t('spare.port')} hint={t('spare.portHint')}>
              {(id) => (
                <Input
                  id={id}
                  value={draft.sparePort ?? ''}
                  disabled={!may}
                  maxLength={200}
                  onChange={(event) => {
                    const path = event.target.value.trim()
                    setChanged({ ...changed, sparePort: path === '' ? null : path })
                  }}
                />
              )}
            </Field>
          )}
          <Segmented
            value={draft.use}
            disabled={!may}
            options={uses.map((value) => ({
              value,
              label: t(`spare.${value}`, { count: draft.after_minutes }),
            }))}
            onChange={(value) => setChanged({ ...changed, use: uses.find((one) => one === value) ?? 'rule' })}
          />
          <p className="kv-soft kv-mo-plain">{t('spare.what')}</p>
        </>
      ) : null}
      <MinutesField
        label={t('spare.after')}
        value={draft.after_minutes}
        shown={draft.spareOn}
        disabled={!may}
        onValue={(value) => setChanged({ ...changed, after_minutes: value })}
      />
      <MinutesField
        label={t('spare.incomplete')}
        value={draft.incompleteAfter_minutes}
        shown
        disabled={!may}
        onValue={(value) => setChanged({ ...changed, incompleteAfter_minutes: value })}
      />
      <div>
        <Button
          disabled={!may || Object.keys(changed).length === 0}
          loading={save.busy}
          data-testid="spare-save"
          onClick={async () => {
            if ((await save.run(draft)).ok) setChanged({})
          }}
        >
          {common('act.save')}
        </Button>
      </div>
      <ErrorNote error={save.error} />
    </section>
  )
}

function MinutesField(props: {
  readonly label: string
  readonly value: number
  readonly shown: boolean
  readonly disabled: boolean
  readonly onValue: (value: number) => void
}) {
  if (!props.shown) return null
  return (
    <Field label={props.label}>
      {(id) => (
        <Input
          id={id}
          className="kv-ml-short"
          value={String(props.value)}
          disabled={props.disabled}
          inputMode="numeric"
          onChange={(event) => {
            const value = Number(event.target.value.replace(/\D/g, ''))
            if (value >= 0 && value <= 1440) props.onValue(value)
          }}
        />
      )}
    </Field>
  )
}
