import { Input } from 'antd'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { InstantText } from '../../components/instant-text.tsx'
import { PhoneText } from '../../components/phone-text.tsx'

type Thread = CallOutput<'phones.list'>['items'][number]

/** The phones, the last that spoke first; the field finds one, or takes a number nobody here knows. */
export function ThreadList(props: {
  readonly text: string
  readonly items: readonly Thread[]
  readonly number: string | null
  /** What was typed is a whole number, which is the phone itself. */
  readonly whole: boolean
  /** The list is of this very text. */
  readonly fresh: boolean
  /** The typed number belongs to no phone in the list. */
  readonly stranger: boolean
  readonly loading: boolean
  readonly onText: (text: string) => void
  readonly onChoose: (thread: Thread) => void
  /** To write from: null is the typed number itself. */
  readonly onOpen: (thread: Thread | null) => void
}) {
  const { t } = useTranslation('phones')
  const { text, items, number, stranger, onChoose, onOpen } = props
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (number !== null) list.current?.querySelector('.kv-here')?.scrollIntoView({ block: 'nearest' })
  }, [number])

  const onKeyDown = (event: KeyboardEvent): void => {
    const at = items.findIndex((each) => each.number === number)
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const next = items[Math.min(items.length - 1, Math.max(0, at + step))]
    // A list that still belongs to an earlier text names nobody.
    if (event.key === 'Enter' && (props.whole || props.fresh)) onOpen(props.whole ? null : (next ?? null))
    else if (step !== 0 && next !== undefined) onChoose(next)
    else return
    event.preventDefault()
  }
  return (
    <section className="kv-ph-list">
      <div className="kv-ph-search">
        <Input
          value={text}
          allowClear
          placeholder={t('search')}
          aria-label={t('search')}
          autoComplete="off"
          data-testid="phones-number"
          onChange={(event) => props.onText(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className="kv-ph-threads" ref={list}>
        {stranger && number !== null ? (
          <div className="kv-ph-thread kv-here kv-ph-stranger" data-testid="phones-stranger">
            <b>{t('stranger')}</b>
            <PhoneText e164={number} />
            <p>{t('strangerHint')}</p>
          </div>
        ) : null}
        {items.map((thread) => (
          <ThreadRow
            key={thread.number}
            thread={thread}
            here={thread.number === number}
            onOpen={() => onOpen(thread)}
          />
        ))}
        {items.length === 0 && !stranger && !props.loading ? (
          <EmptyState title={t('nobody')} hint={t('nobodyHint')} />
        ) : null}
      </div>
    </section>
  )
}

function ThreadRow(props: { readonly thread: Thread; readonly here: boolean; readonly onOpen: () => void }) {
  const { t } = useTranslation('phones')
  const { thread, here } = props
  return (
    <button
      type="button"
      className={here ? 'kv-ph-thread kv-here' : 'kv-ph-thread'}
      aria-pressed={here}
      data-testid="phones-thread"
      data-number={thread.number}
      onClick={props.onOpen}
    >
      <b>{thread.name === '' ? t('stranger') : thread.name}</b>
      {thread.lastAt === null ? null : <InstantText at={thread.lastAt} />}
      <span className="kv-ph-last">
        <PhoneText e164={thread.number} /> {thread.last ?? ''}
      </span>
    </button>
  )
}
