import { Segmented } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { usePages } from '../../client/use-pages.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { useKeyHints } from '../../components/use-key-hints.ts'
import { useChosenRow } from '../parts/use-chosen-row.ts'
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
  const { status, top } = props
  const pages = usePages('messages.out', { status, lane: null })
  const { mark, row, choose } = useChosenRow(pages.items)
  useKeyHints(useMemo(() => [{ keys: '↑ ↓', text: t('key.choose') }], [t]))
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
            onChange={(value) => navigate(`/messages/${value}`)}
          />
          <span className="kv-soft">{t(`unknown.${status}Hint`)}</span>
        </div>
        <MessageList
          pages={pages}
          mark={mark}
          onMark={choose}
          empty={<EmptyState title={t(`none.${status}`)} hint={t(`none.${status}Hint`)} />}
        />
      </section>
      <SidePane>{row === undefined ? null : <MessageDetail key={row.id} message={row} />}</SidePane>
    </div>
  )
}
