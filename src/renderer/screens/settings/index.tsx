import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'

export function SettingsScreen() {
  const { t } = useTranslation()
  return <EmptyState title={t('nav.settings')} />
}
