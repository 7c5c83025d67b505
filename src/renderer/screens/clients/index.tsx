import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'

export function ClientsScreen() {
  const { t } = useTranslation()
  return <EmptyState title={t('nav.clients')} />
}
