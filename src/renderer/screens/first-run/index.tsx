import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'

export function FirstRunScreen() {
  const { t } = useTranslation('first-run')
  return <EmptyState title={t('title')} />
}
