import type { TFunction } from 'i18next'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { nearEnd, type PageItem, type Pages } from '../../client/use-pages.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { InstantText } from '../../components/instant-text.tsx'
import { MessageMark } from '../../components/message-mark.tsx'
import { PhoneText } from '../../components/phone-text.tsx'
import { type ListColumn, RowList } from '../parts/row-list.tsx'

export type Message = PageItem<'messages.out'>

/** Outgoing messages, the newest first. */
export function MessageList(props: {
  readonly pages: Pages<Message>
  readonly mark: number
  readonly onMark: (mark: number) => void
  readonly empty: ReactNode
}) {
  const { t } = useTranslation('messages')
  const { pages } = props
  return (
    <>
      <ErrorNote error={pages.error} onRetry={pages.reload} />
      <RowList
        rows={pages.items}
        columns={useMemo(() => columnsOf(t), [t])}
        mark={props.mark}
        onMark={props.onMark}
        onScroll={nearEnd(pages)}
        loading={pages.loading}
        label={t('tab.out')}
        takesFocus
        testId="message-row"
        empty={props.empty}
      />
    </>
  )
}

const columnsOf = (t: TFunction<'messages'>): readonly ListColumn<Message>[] => [
  {
    key: 'at',
    title: t('column.when'),
    width: 105,
    render: (row) => <InstantText at={row.sentAt ?? row.createdAt} />,
  },
  {
    key: 'to',
    title: t('column.to'),
    width: 180,
    render: (row) => row.clientName ?? <PhoneText e164={row.recipient} />,
  },
  {
    key: 'text',
    title: t('column.text'),
    render: (row) => row.text ?? <span className="kv-soft">{t('noText')}</span>,
  },
  { key: 'lane', title: t('column.lane'), width: 158, render: (row) => t(`lane.${row.lane}`) },
  {
    key: 'status',
    title: t('column.status'),
    width: 160,
    render: (row) => <MessageMark status={row.status} />,
  },
]
