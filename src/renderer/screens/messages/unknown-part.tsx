import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { usePages } from '../../client/use-pages.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { MessageDetail } from './message-detail.tsx'
import { MessageList } from './message-list.tsx'
import { SidePane } from './side-pane.tsx'

/** Messages whose fate nobody knows, and those that did not leave: a person settles each. */
export function UnknownPart(props: {
  readonly status: 'uncertain' | 'failed'
  readonly top: CallOutput<'office.top'> | undefined
}) {
  const { t } = useTranslation('messages')
  const [, navigate] = useLocation()
  const [mark, setMark] = useState(0)
  const { status, top } = props
  const pages = usePages('messages.out', { status, lane: null })
  const chosen = pages.items[Math.min(mark, pages.items.length - 1)]
  return (
    <div className="kv-messages">
      <section className="kv-messages-list">
        <div className="kv-messages-line">
          <Segmented
            value={status}
            data-testid="unknown-kind"
            options={[
              { value: 'uncertain', label: t('unknown.uncertain', { count: top?.uncertain ?? 0 }) },
              { value: 'failed', label: t('unknown.failed', { count: top?.failed ?? 0 }) },
            ]}
            onChange={(value) => {
              setMark(0)
              navigate(`/messages/${value}`)
            }}
          />
          <span className="kv-soft">{t(`unknown.${status}Hint`)}</span>
        </div>
        <MessageList
          pages={pages}
          mark={mark}
          onMark={setMark}
          empty={<EmptyState title={t(`none.${status}`)} hint={t(`none.${status}Hint`)} />}
        />
      </section>
      <SidePane>{chosen === undefined ? null : <MessageDetail key={chosen.id} message={chosen} />}</SidePane>
    </div>
  )
}
