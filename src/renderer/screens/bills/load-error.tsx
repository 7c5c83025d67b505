import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../shared/errors.ts'
import { ErrorNote } from '../../components/error-note.tsx'

/** Why a file could not be read or posted, and what can be done about it. */
export function LoadError({ error }: { readonly error: AppError | null }) {
  const { t } = useTranslation('bills')
  const { problem: named, kind } = error?.details ?? {}
  const problem = named === 'binary' && kind === 'unknown' ? 'binary-unknown' : named
  return (
    <ErrorNote error={error}>
      {typeof problem === 'string' ? (
        <span>{t(`problem.${problem}`, { ...error?.details, defaultValue: problem })}</span>
      ) : null}
    </ErrorNote>
  )
}
