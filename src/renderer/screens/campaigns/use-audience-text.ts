import { useTranslation } from 'react-i18next'
import { useServices } from '../calendar/use-services.ts'
import type { Campaign } from './campaign-row.tsx'

export const debts = ['any', 'with', 'without'] as const
export type Debt = (typeof debts)[number]

export function debtOf(withDebt: boolean | null): Debt {
  if (withDebt === null) return 'any'
  return withDebt ? 'with' : 'without'
}

export function withDebtOf(debt: Debt): boolean | null {
  return debt === 'any' ? null : debt === 'with'
}

/** An audience in words: whose clients, and with a debt or without. */
export function useAudienceText(): (audience: Campaign['audience']) => string {
  const { t } = useTranslation('campaigns')
  const { nameOf } = useServices()
  return ({ serviceId, withDebt }) =>
    [
      serviceId === null ? t('audience.all') : (nameOf(serviceId) ?? String(serviceId)),
      t(`audience.debtWords.${debtOf(withDebt)}`),
    ].join(', ')
}
