import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { InstantText } from '../../components/instant-text.tsx'
import { MessageMark } from '../../components/message-mark.tsx'
import { type ListColumn, RowList } from '../parts/row-list.tsx'
import type { Card } from './client-card.tsx'

type Message = Card['messages'][number]

/** What the client's phones were sent, with what became of it. */
export function MessagesPart({ messages }: { readonly messages: readonly Message[] }) {
  const { t } = useTranslation('clients')
  const [mark, setMark] = useState(0)
  const columns = useMemo(
    (): readonly ListColumn<Message>[] => [
      {
        key: 'at',
        title: t('column.when'),
        width: 110,
        render: (message) => <InstantText at={message.sentAt ?? message.createdAt} />,
      },
      {
        key: 'text',
        title: t('column.text'),
        wrap: true,
        render: (message) =>
          message.text === null ? (
            <span className="kv-soft">{t('message.noText')}</span>
          ) : (
            <span className="kv-person-text">{message.text}</span>
          ),
      },
      {
        key: 'status',
        title: t('column.state'),
        width: 165,
        render: (message) => <MessageMark status={message.status} />,
      },
    ],
    [t],
  )
  return (
    <RowList
      rows={messages}
      columns={columns}
      mark={mark}
      onMark={setMark}
      label={t('part.messages')}
      takesFocus
      testId="client-message"
      empty={<EmptyState title={t('message.none')} hint={t('message.noneHint')} />}
    />
  )
}
