import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { useStillHere } from '../parts/use-still-here.ts'
import { ClientForm, type ClientWords } from './client-form.tsx'
import { useClientList } from './list-state.ts'

/** A new client begins with a name; phones and accounts are added on the card that opens. */
export function NewClient() {
  const { t } = useTranslation('clients')
  const [, navigate] = useLocation()
  const stillHere = useStillHere()
  const searched = useClientList((state) => state.text)
  const { run, busy, error } = useCoreCommand('clients.save')
  const first = { name: /\d/.test(searched) ? '' : searched, address: '', note: '' }

  const save = async (words: ClientWords): Promise<void> => {
    const saved = await run({ id: null, ...words })
    if (saved.ok && stillHere()) navigate(`/clients/${saved.value.id}`, { replace: true })
  }
  return (
    <section className="kv-person-new kv-block">
      <h3>{t('new.title')}</h3>
      <p className="kv-soft">{t('new.hint')}</p>
      <ClientForm
        first={first}
        busy={busy}
        error={error}
        onSave={(words) => void save(words)}
        onCancel={() => navigate('/clients')}
      />
    </section>
  )
}
