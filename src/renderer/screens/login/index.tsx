import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'

export function LoginScreen() {
  const { t } = useTranslation('login')
  return <EmptyState title={t('title')} />
}
