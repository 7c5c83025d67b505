import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'

export function ProvidersScreen() {
  const { t } = useTranslation()
  return <EmptyState title={t('nav.providers')} />
}
