import { ArrowLeftOutlined, EditOutlined, WalletOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sumMoney } from '../../../shared/money.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { Money } from '../../components/money.tsx'
import type { Card } from './client-card.tsx'
import { ClientForm, type ClientWords } from './client-form.tsx'

/** Who it is, what they owe in all, and the way to the desk. */
export function ClientHead(props: {
  readonly client: Card['client']
  readonly onBack: () => void
  readonly onDesk: () => void
}) {
  const { t } = useTranslation('clients')
  const { t: common } = useTranslation()
  const { client } = props
  const [editing, setEditing] = useState(false)
  const { run, busy, error, clear } = useCoreCommand('clients.save')
  const debt_kop = sumMoney(client.accounts.map((account) => account.debt_kop))

  const save = async (words: ClientWords): Promise<void> => {
    const saved = await run({ id: client.id, ...words })
    if (saved.ok) setEditing(false)
  }
  if (editing)
    return (
      <div className="kv-person-head">
        <ClientForm
          first={{ name: client.name, address: client.address, note: client.note }}
          busy={busy}
          error={error}
          onSave={(words) => void save(words)}
          onCancel={() => {
            clear()
            setEditing(false)
          }}
        />
      </div>
    )
  return (
    <div className="kv-person-head">
      <Button
        type="text"
        icon={<ArrowLeftOutlined />}
        aria-label={common('act.back')}
        title={`${common('act.back')} · Esc`}
        data-testid="client-back"
        onClick={props.onBack}
      />
      <div className="kv-person-who">
        <h2>{client.name}</h2>
        <div>
          {client.address === '' ? <span className="kv-soft">{t('noAddress')}</span> : client.address}
        </div>
        {client.note === '' ? null : <div className="kv-person-note">{client.note}</div>}
        {client.warnings.map(({ code, details }) => (
          <div key={`${code}:${details['service'] ?? ''}`} className="kv-say-warn">
            {t(`warning.${code}`, { ...details, defaultValue: code })}
          </div>
        ))}
      </div>
      <div className="kv-person-debt">
        <span className="kv-soft">{t('debtInAll')}</span>
        <Money value={debt_kop} sign />
      </div>
      <Button icon={<EditOutlined />} data-testid="client-edit" onClick={() => setEditing(true)}>
        {t('edit')}
      </Button>
      <Button
        type="primary"
        size="large"
        icon={<WalletOutlined />}
        data-testid="client-to-desk"
        onClick={props.onDesk}
      >
        {t('toDesk')} <kbd>F9</kbd>
      </Button>
    </div>
  )
}
