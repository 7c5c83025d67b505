import { PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import type { Card } from './client-card.tsx'

/** A number as people write it; the core reads it. Linked to all accounts unless some are taken out. */
export function AddPhone(props: {
  readonly clientId: number
  readonly accounts: Card['client']['accounts']
}) {
  const { t } = useTranslation('clients')
  const [number, setNumber] = useState('')
  const [without, setWithout] = useState<readonly number[]>([])
  const { run, busy, error, clear } = useCoreCommand('clients.addPhone')

  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (number.trim() === '' || busy) return
    const linkAccountIds = props.accounts.map(({ id }) => id).filter((id) => !without.includes(id))
    const added = await run({ clientId: props.clientId, phone: number, linkAccountIds })
    if (!added.ok) return
    setNumber('')
    setWithout([])
  }
  return (
    <form className="kv-block kv-stack" onSubmit={(event) => void add(event)}>
      <div className="kv-person-add">
        <Input
          value={number}
          maxLength={40}
          inputMode="tel"
          placeholder={t('phone.example')}
          aria-label={t('phone.add')}
          autoComplete="off"
          data-testid="phone-number"
          onChange={(event) => {
            setNumber(event.target.value)
            clear()
          }}
        />
        <Button htmlType="submit" icon={<PlusOutlined />} loading={busy} data-testid="phone-add">
          {t('phone.add')}
        </Button>
      </div>
      {number === '' || props.accounts.length === 0 ? null : (
        <div className="kv-person-links">
          <span className="kv-soft">{t('phone.linkTo')}</span>
          {props.accounts.map(({ id, service, number: account }) => (
            <Checkbox
              key={id}
              checked={!without.includes(id)}
              onChange={({ target }) =>
                setWithout(target.checked ? without.filter((each) => each !== id) : [...without, id])
              }
            >
              {service} {account}
            </Checkbox>
          ))}
        </div>
      )}
      <ErrorNote error={error} />
    </form>
  )
}
