import { useTranslation } from 'react-i18next'
import type { Kopecks } from '../../../shared/money.ts'
import { Money } from '../../components/money.tsx'

/** What was counted beside what should be there: it agrees, is over or short. */
export function TillDifference({ value }: { readonly value: Kopecks }) {
  const { t } = useTranslation('desk')
  const word = value === 0 ? 'even' : value > 0 ? 'over' : 'under'
  return (
    <span className={value === 0 ? 'kv-even' : 'kv-bad-text'} role="status">
      {t(`shift.${word}`)} {value === 0 ? null : <Money value={Math.abs(value)} />}
    </span>
  )
}
