import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { Money } from '../../components/money.tsx'

export type ShiftResult = CallOutput<'shift.close'>
export type Shift = NonNullable<CallOutput<'office.top'>['shift']>

/** Whether the till holds what it should: over, under or even. */
export function Difference({ value }: { readonly value: number }) {
  const { t } = useTranslation('settings')
  const word = value === 0 ? 'even' : value > 0 ? 'over' : 'under'
  return (
    <span
      className={value === 0 ? 'kv-say-good' : 'kv-say-bad'}
      data-testid="shift-difference"
      data-kop={value}
    >
      {t(`shift.${word}`)} {value === 0 ? null : <Money value={Math.abs(value)} sign />}
    </span>
  )
}
