import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../shared/errors.ts'

/** The machine's own words for a refused act, to be read out on the telephone: they are in no person's language. */
export function RefusedReason({ error }: { readonly error: AppError | null }) {
  const { t } = useTranslation('gate')
  if (error?.code !== 'gate.refused') return null
  const { reason } = error.details
  if (typeof reason !== 'string') return null
  return (
    <details className="kv-gate-facts" data-testid="refused-reason">
      <summary>{t('call')}</summary>
      <p>{reason}</p>
    </details>
  )
}
