import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { create } from 'zustand'
import { MessageLane, MessageStatus } from '../../../shared/contract/messages.ts'
import { type PageInput, usePages } from '../../client/use-pages.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { MessageDetail } from './message-detail.tsx'
import { MessageList } from './message-list.tsx'
import { SidePane } from './side-pane.tsx'

type Filter = PageInput<'messages.out'>

const useOutFilter = create<Filter & { readonly mark: number }>()(() => ({
  status: null,
  lane: null,
  mark: 0,
}))

export function OutgoingPart() {
  const { t } = useTranslation('messages')
  const { status, lane, mark } = useOutFilter()
  const pages = usePages('messages.out', { status, lane })
  const chosen = pages.items[Math.min(mark, pages.items.length - 1)]
  return (
    <div className="kv-messages">
      <section className="kv-messages-list">
        <div className="kv-messages-line">
          <Filters status={status} lane={lane} />
        </div>
        <MessageList
          pages={pages}
          mark={mark}
          onMark={(to) => useOutFilter.setState({ mark: to })}
          empty={
            <EmptyState
              title={t(status === null && lane === null ? 'none.out' : 'none.filtered')}
              hint={t('none.outHint')}
            />
          }
        />
      </section>
      <SidePane>{chosen === undefined ? null : <MessageDetail key={chosen.id} message={chosen} />}</SidePane>
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
        onChange={(value: Filter['status'] | undefined) =>
          useOutFilter.setState({ status: value ?? null, mark: 0 })
        }
      />
      <Select
        allowClear
        value={lane}
        placeholder={t('filter.lane')}
        aria-label={t('filter.lane')}
        className="kv-messages-filter"
        data-testid="messages-lane"
        options={MessageLane.options.map((value) => ({ value, label: t(`lane.${value}`) }))}
        onChange={(value: Filter['lane'] | undefined) =>
          useOutFilter.setState({ lane: value ?? null, mark: 0 })
        }
      />
    </>
  )
}
