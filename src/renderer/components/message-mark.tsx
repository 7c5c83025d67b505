import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../shared/contract/contract.ts'

export type MessageStatus = CallOutput<'messages.out'>['items'][number]['status']

const signs: Readonly<Record<MessageStatus, string>> = {
  queued: '○',
  sending: '◔',
  sent: '✓',
  delivered: '✓✓',
  failed: '✕',
  uncertain: '?',
  dropped: '–',
}

/** What became of a message: a sign and a word, so that it is read without its colour. */
export function MessageMark({
  status,
  words = true,
}: {
  readonly status: MessageStatus
  readonly words?: boolean
}) {
  const { t } = useTranslation()
  const text = t(`messageStatus.${status}`)
  return (
    <span className={`kv-mark kv-mark-${status}`} title={text} data-status={status}>
      <span aria-hidden="true">{signs[status]}</span>
      {words ? ` ${text}` : <span className="kv-unseen">{text}</span>}
    </span>
  )
}
