import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Day, parseDay } from '../../../shared/calendar-day.ts'

/** A day typed as `15.11.2026`; the caller keeps the text, so that a half-typed one is not lost. */
export function DayField(props: {
  readonly id: string
  readonly text: string
  readonly onText: (text: string) => void
  readonly testId: string
}) {
  const { t } = useTranslation('bills')
  const wrong = props.text.trim() !== '' && parseDay(props.text) === null
  return (
    <Input
      id={props.id}
      value={props.text}
      maxLength={10}
      inputMode="numeric"
      placeholder={t('dayExample')}
      autoComplete="off"
      {...(wrong ? { status: 'error' as const } : {})}
      data-testid={props.testId}
      onChange={(event) => props.onText(event.target.value)}
    />
  )
}

/** What a typed day means: null for an empty text, `wrong` for one that is no day. */
export function dayOfText(text: string): Day | null | 'wrong' {
  return text.trim() === '' ? null : (parseDay(text) ?? 'wrong')
}
