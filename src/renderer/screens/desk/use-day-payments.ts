import { useOffice } from '../../app/office-context.ts'
import { type PageItem, type Pages, usePages } from '../../client/use-pages.ts'
import type { MessageStatus } from '../../components/message-mark.tsx'

export type Payment = PageItem<'desk.payments'>

/** The payments of the business day, newest first. */
export function useDayPayments(): Pages<Payment> {
  const { today } = useOffice()
  return usePages('desk.payments', { day: today })
}

const statuses: readonly string[] = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'failed',
  'uncertain',
  'dropped',
] satisfies MessageStatus[]

/** The contract carries the state of a payment's SMS as a text. */
export function isMessageStatus(text: string | null | undefined): text is MessageStatus {
  return typeof text === 'string' && statuses.includes(text)
}
