import { Select } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { create } from 'zustand'
import { MessageLane, MessageStatus } from '../../../shared/contract/messages.ts'
import { type PageInput, usePages } from '../../client/use-pages.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { useKeyHints } from '../../components/use-key-hints.ts'
import { useChosenRow } from '../parts/use-chosen-row.ts'
import { MessageDetail } from './message-detail.tsx'
import { MessageList } from './message-list.tsx'
import { SidePane } from './side-pane.tsx'

type Filter = PageInput<'messages.out'>

/** What the list shows, kept while other screens are looked at. */
const useOutFilter = create<Filter>()(() => ({ status: null, lane: null }))

export function OutgoingPart() {
  const { t } = useTranslation('messages')
  const { status, lane } = useOutFilter()
  const pages = usePages('messages.out', { status, lane })
  const { mark, row, choose } = useChosenRow(pages.items)
  useKeyHints(useMemo(() => [{ keys: '↑ ↓', text: t('key.choose') }], [t]))
  return (
    <div className="kv-messages">
      <section className="kv-messages-list">
        <div className="kv-messages-line">
          <Filters status={status} lane={lane} />
        </div>
        <MessageList
          pages={pages}
          mark={mark}
          onMark={choose}
          empty={
            <EmptyState
              title={t(status === null && lane === null ? 'none.out' : 'none.filtered')}
              hint={t('none.outHint')}
            />
          }
        />
      </section>
      <SidePane>{row === undefined ? null : <MessageDetail key={row.id} message={row} />}</SidePane>
    </div>
  )
}

function Filters({ status, lane }: Filter) {
  const { t } = useTranslation('messages')
  const { t: common } = useTranslation()
  return (
    <>
      <Select
        allowClear
        value={status}
        placeholder={t('filter.status')}
        aria-label={t('filter.status')}
        className="kv-messages-filter"
        data-testid="messages-status"
        options={MessageStatus.options.map((value) => ({ value, label: common(`messageStatus.${value}`) }))}
        onChange={(value: Filter['status'] | undefined) => useOutFilter.setState({ status: value ?? null })}
      />
      <Select
        allowClear
        value={lane}
        placeholder={t('filter.lane')}
        aria-label={t('filter.lane')}
        className="kv-messages-filter"
        data-testid="messages-lane"
        options={MessageLane.options.map((value) => ({ value, label: t(`lane.${value}`) }))}
        onChange={(value: Filter['lane'] | undefined) => useOutFilter.setState({ lane: value ?? null })}
      />
    </>
  )
}
