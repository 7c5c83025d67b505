import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'

export function DeskScreen() {
  const { t } = useTranslation()
  return <EmptyState title={t('nav.desk')} />
}
