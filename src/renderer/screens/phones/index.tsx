import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { useKeyHints } from '../../components/use-key-hints.ts'
import { PhoneBody } from './phone-body.tsx'
import { PhoneHelp } from './phone-help.tsx'
import '../parts/parts.css'
import './phones.css'
import { ThreadList } from './thread-list.tsx'
import { threadSearch, typedNumber } from './typed-number.ts'

interface Owner {
  readonly number: string
  readonly name: string
}

/** The invented clients' phones: what they text to the office, and what the office answers. */
export function PhonesScreen() {
  const { t } = useTranslation('phones')
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<Owner | null>(null)
  /** Counts up when a person opened a phone to write from it. */
  const [opened, setOpened] = useState(0)
  const threads = useCoreQuery('phones.list', { text: threadSearch(text) }, { keepPrevious: true })
  const items = threads.data?.items ?? []
  const fresh = threads.isSuccess && !threads.isPlaceholderData
  const whole = typedNumber(text)
  usePhoneHints()
  const number = whole ?? chosen?.number ?? null
  const known = items.find((each) => each.number === number) ?? (whole === null ? chosen : null)
  const table = useRef<HTMLElement>(null)
  useEffect(() => {
    if (opened > 0) table.current?.querySelector('textarea')?.focus()
  }, [opened])
  const [first] = items
  // The first of the list once, not always: each new message changes which is first.
  useEffect(() => {
    if (first !== undefined) setChosen((before) => before ?? first)
  }, [first])

  return (
    <div className="kv-ph">
      <ThreadList
        text={text}
        items={items}
        number={number}
        whole={whole !== null}
        fresh={fresh}
        stranger={whole !== null && fresh && known === null}
        loading={threads.isPending}
        onText={setText}
        onChoose={setChosen}
        onOpen={(next) => {
          if (next !== null) setChosen(next)
          if (next !== null && whole !== null) setText('')
          setOpened(opened + 1)
        }}
      />
      <section className="kv-ph-table" ref={table}>
        <ErrorNote error={threads.error} onRetry={() => void threads.refetch()} />
        {number === null ? (
          <p className="kv-soft">{t('choose')}</p>
        ) : (
          <PhoneBody key={number} number={number} name={known?.name ?? ''} />
        )}
      </section>
      <PhoneHelp />
    </div>
  )
}

function usePhoneHints(): void {
  const { t } = useTranslation('phones')
  useKeyHints(
    useMemo(
      () => [
        { keys: '↑ ↓', text: t('key.thread') },
        { keys: 'Enter', text: t('key.send') },
        { keys: 'Shift+Enter', text: t('key.line') },
      ],
      [t],
    ),
  )
}
