import { Button, Input } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallInput } from '../../../shared/contract/contract.ts'
import type { AppError } from '../../../shared/errors.ts'
import { ErrorNote } from '../../components/error-note.tsx'

export type ClientWords = Omit<CallInput<'clients.save'>, 'id'>

/** Name, address and note of a client. What was typed stays until it is saved or put away. */
export function ClientForm(props: {
  readonly first: ClientWords
  readonly busy: boolean
  readonly error: AppError | null
  readonly onSave: (words: ClientWords) => void
  readonly onCancel: () => void
}) {
  const { t } = useTranslation('clients')
  const { t: common } = useTranslation()
  const [words, setWords] = useState(props.first)
  const [tried, setTried] = useState(false)
  const id = useId()
  const nameless = words.name.trim() === ''

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (!nameless) props.onSave({ ...words, name: words.name.trim(), address: words.address.trim() })
  }
  return (
    <form
      className="kv-person-form"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') props.onCancel()
      }}
    >
      <div className="kv-field">
        <label htmlFor={`${id}-name`}>{t('field.name')}</label>
        <Input
          id={`${id}-name`}
          autoFocus
          value={words.name}
          maxLength={200}
          placeholder={t('field.nameExample')}
          autoComplete="off"
          {...(tried && nameless ? { status: 'error' as const } : {})}
          data-testid="client-name"
          onChange={(event) => setWords({ ...words, name: event.target.value })}
        />
        {tried && nameless ? <span className="kv-say-bad">{t('field.nameNeeded')}</span> : null}
      </div>
      <div className="kv-field">
        <label htmlFor={`${id}-address`}>{t('field.address')}</label>
        <Input
          id={`${id}-address`}
          value={words.address}
          maxLength={300}
          placeholder={t('field.addressExample')}
          autoComplete="off"
          data-testid="client-address"
          onChange={(event) => setWords({ ...words, address: event.target.value })}
        />
      </div>
      <div className="kv-field">
        <label htmlFor={`${id}-note`}>{t('field.note')}</label>
        <Input.TextArea
          id={`${id}-note`}
          value={words.note}
          maxLength={1000}
          rows={3}
          placeholder={t('field.noteExample')}
          data-testid="client-note"
          onChange={(event) => setWords({ ...words, note: event.target.value })}
        />
      </div>
      <ErrorNote error={props.error} />
      <div className="kv-line">
        <Button type="primary" htmlType="submit" loading={props.busy} data-testid="client-save">
          {common('act.save')}
        </Button>
        <Button onClick={props.onCancel}>{common('act.cancel')}</Button>
      </div>
    </form>
  )
}
