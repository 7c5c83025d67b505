import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { ErrorNote } from '../../components/error-note.tsx'
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
  const threads = useCoreQuery('phones.list', { text: threadSearch(text) }, { keepPrevious: true })
  const items = threads.data?.items ?? []
  const whole = typedNumber(text)
  const number = whole ?? chosen?.number ?? null
  const known = items.find((each) => each.number === number) ?? (whole === null ? chosen : null)
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
        stranger={whole !== null && threads.isSuccess && !threads.isPlaceholderData && known === null}
        loading={threads.isPending}
        onText={setText}
        onChoose={(next) => {
          setChosen(next)
          if (whole !== null) setText('')
        }}
      />
      <section className="kv-ph-table">
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
