import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { emptyProvider, ProviderForm } from './provider-form.tsx'

export function NewProvider() {
  const { t } = useTranslation('providers')
  const [, navigate] = useLocation()
  return (
    <div className="kv-block">
      <h3>{t('new.title')}</h3>
      <p className="kv-soft">{t('new.hint')}</p>
      <ProviderForm
        first={emptyProvider}
        onSaved={({ id }) => navigate(`/providers/${id}`)}
        onCancel={() => navigate('/providers')}
      />
    </div>
  )
}
