import { useTranslation } from 'react-i18next'
import { MessageStatus } from '../../../shared/contract/messages.ts'
import { MessageMark } from '../../components/message-mark.tsx'
import type { Occurrence } from './occurrence-columns.tsx'

/** What became of a reminder: the message's own mark once there is one. */
export function OccurrenceMark({ row }: { readonly row: Occurrence }) {
  const { t } = useTranslation('calendar')
  const reason = useReasonText()(row)
  const message = MessageStatus.safeParse(row.messageStatus)
  if (message.success) return <MessageMark status={message.data} />
  const status = row.status === 'planned' && reason !== null ? 'blocked' : row.status
  return (
    <span className={`kv-cal-status-${status}`} data-status={row.status}>
      {t(`status.${status}`)}
      {reason === null ? '' : `: ${reason}`}
    </span>
  )
}

/** Why a reminder does not leave, or would not if it were sent now; null when nothing stands against it. */
export function useReasonText(): (row: Occurrence) => string | null {
  const { t } = useTranslation('calendar')
  return ({ reason }) => (reason === null ? null : t(`reason.${reason}`, { defaultValue: reason }))
}
