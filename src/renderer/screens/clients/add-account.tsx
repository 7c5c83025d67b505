import { Button, Input, Select } from 'antd'
import { type FormEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { maskWords } from '../parts/mask-words.ts'

/** The client's number at one more service. A number unlike the service's others is refused with its mask. */
export function AddAccount({ clientId }: { readonly clientId: number }) {
  const { t } = useTranslation('clients')
  const providers = useCoreQuery('providers.list', {})
  const [serviceId, setServiceId] = useState<number | null>(null)
  const [number, setNumber] = useState('')
  const { run, busy, error, clear } = useCoreCommand('clients.addAccount')
  const options = useMemo(
    () =>
      (providers.data?.items ?? [])
        .filter(({ active }) => active)
        .map((provider) => ({
          label: provider.shortName,
          options: provider.services
            .filter(({ active }) => active)
            .map(({ id, name }) => ({ value: id, label: name })),
        })),
    [providers.data],
  )
  const mask = providers.data?.items
    .flatMap(({ services }) => services)
    .find(({ id }) => id === serviceId)?.accountMask

  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (serviceId === null || number.trim() === '' || busy) return
    const added = await run({ clientId, serviceId, number: number.trim() })
    if (added.ok) setNumber('')
  }
  return (
    <form className="kv-block kv-stack" onSubmit={(event) => void add(event)}>
      <h3>{t('account.addTitle')}</h3>
      <div className="kv-person-add">
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          value={serviceId}
          placeholder={t('account.service')}
          aria-label={t('account.service')}
          options={options}
          className="kv-person-service"
          data-testid="account-service"
          onChange={(value) => {
            setServiceId(value)
            clear()
          }}
        />
        <Input
          value={number}
          maxLength={40}
          placeholder={t('account.number')}
          aria-label={t('account.number')}
          autoComplete="off"
          data-testid="account-number"
          onChange={(event) => {
            setNumber(event.target.value)
            clear()
          }}
        />
        <Button
          htmlType="submit"
          loading={busy}
          disabled={serviceId === null || number.trim() === ''}
          data-testid="account-add"
        >
          {t('account.add')}
        </Button>
      </div>
      <ErrorNote error={error ?? providers.error}>
        {error?.code === 'account.mask' && typeof mask === 'string' ? (
          <span>{t('account.mask', { mask: maskWords(mask) ?? mask })}</span>
        ) : null}
      </ErrorNote>
    </form>
  )
}
