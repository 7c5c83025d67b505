import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../shared/errors.ts'
import { CoreError, failureOf } from '../client/core-error.ts'
import { shownDetails, textContext } from '../client/shown-details.ts'

/** The words for a failure, in the operator's language. */
export function useErrorText(): (error: AppError | Error) => string {
  const { t } = useTranslation('errors')
  return (error) => {
    const failure = error instanceof Error ? failureOf(error) : error
    const context = textContext(failure)
    const values = { ...shownDetails(failure.details), ...(context === null ? {} : { context }) }
    return t(failure.code, { ...values, defaultValue: failure.code })
  }
}

/** A failure in words, beside the act that met it; `retry` and `children` are what can be done about it. */
export function ErrorNote({
  error,
  onRetry,
  retryText,
  children,
}: {
  readonly error: AppError | Error | null | undefined
  readonly onRetry?: () => void
  readonly retryText?: string
  readonly children?: ReactNode
}) {
  const { t } = useTranslation()
  const say = useErrorText()
  if (error === null || error === undefined) return null
  const bug = error instanceof Error ? !(error instanceof CoreError) : error.code === 'call.bug'
  return (
    <div
      className={bug ? 'kv-note kv-note-bug' : 'kv-note kv-note-error'}
      role="alert"
      data-testid="error-note"
    >
      <span>{say(error)}</span>
      {children}
      {onRetry === undefined ? null : (
        <Button size="small" onClick={onRetry}>
          {retryText ?? t('act.retry')}
        </Button>
      )}
    </div>
  )
}
