import { CheckOutlined } from '@ant-design/icons'
import { Button, Checkbox } from 'antd'
import type { TFunction } from 'i18next'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { nearEnd, usePages } from '../../client/use-pages.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { InstantText } from '../../components/instant-text.tsx'
import { PhoneText } from '../../components/phone-text.tsx'
import { useKeyHints } from '../../components/use-key-hints.ts'
import { type ListColumn, RowList } from '../parts/row-list.tsx'
import { useChosenRow } from '../parts/use-chosen-row.ts'
import { IncomingDetail } from './incoming-detail.tsx'
import { SidePane } from './side-pane.tsx'
import { type Incoming, understood } from './understood.ts'

/** One command takes no more. */
const markedAtOnce_max = 500

/** What clients wrote; unread is what the program could not answer by itself. */
export function IncomingPart() {
  const { t } = useTranslation('messages')
  const [unreadOnly, setUnreadOnly] = useState(false)
  const pages = usePages('messages.in', { unreadOnly })
  const { run, busy, error } = useCoreCommand('messages.markRead')
  const { mark, row: chosen, choose } = useChosenRow(pages.items)
  const unread = pages.items.filter(({ read }) => !read).map(({ id }) => id)
  const markRead = (ids: readonly number[]): void => void run({ ids: ids.slice(0, markedAtOnce_max) })
  useKeyHints(
    useMemo(
      () => [
        { keys: '↑ ↓', text: t('key.choose') },
        { keys: 'Enter', text: t('key.read') },
      ],
      [t],
    ),
  )

  return (
    <div className="kv-messages">
      <section className="kv-messages-list">
        <div className="kv-messages-line">
          <Checkbox
            checked={unreadOnly}
            data-testid="unread-only"
            onChange={({ target }) => setUnreadOnly(target.checked)}
          >
            {t('in.unreadOnly')}
          </Checkbox>
          <Button
            icon={<CheckOutlined />}
            disabled={unread.length === 0}
            loading={busy}
            data-testid="read-all"
            onClick={() => markRead(unread)}
          >
            {t('in.readShown', { count: unread.length })}
          </Button>
        </div>
        <ErrorNote error={error ?? pages.error} onRetry={pages.reload} />
        <RowList
          rows={pages.items}
          columns={useMemo(() => columnsOf(t), [t])}
          mark={mark}
          onMark={choose}
          onOpen={({ id, read }) => {
            if (!read) markRead([id])
          }}
          onScroll={nearEnd(pages)}
          loading={pages.loading}
          label={t('tab.in')}
          takesFocus
          testId="incoming-row"
          empty={<EmptyState title={t(unreadOnly ? 'none.unread' : 'none.in')} hint={t('none.inHint')} />}
        />
      </section>
      <SidePane>
        {chosen === undefined ? null : (
          <IncomingDetail
            key={chosen.id}
            incoming={chosen}
            busy={busy}
            onRead={() => markRead([chosen.id])}
          />
        )}
      </SidePane>
    </div>
  )
}

const columnsOf = (t: TFunction<'messages'>): readonly ListColumn<Incoming>[] => [
  {
    key: 'read',
    title: '',
    width: 36,
    render: (row) =>
      row.read ? null : (
        <i className="kv-unread" role="img" aria-label={t('in.unread')} title={t('in.unread')} />
      ),
  },
  { key: 'at', title: t('column.when'), width: 105, render: (row) => <InstantText at={row.receivedAt} /> },
  {
    key: 'from',
    title: t('column.from'),
    width: 190,
    render: (row) => row.clientName ?? <PhoneText e164={row.sender} />,
  },
  { key: 'text', title: t('column.text'), render: (row) => (row.read ? row.text : <b>{row.text}</b>) },
  { key: 'understood', title: t('column.understood'), width: 190, render: (row) => understood(t, row) },
]
