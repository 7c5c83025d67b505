import { Button, Checkbox, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { useDebounced } from '../parts/use-debounced.ts'
import { useWriting } from './writing.ts'

const text_max = 670
const measure_ms = 150

/** A message by hand: what it costs in parts is seen while it is typed; it goes out before reminders. */
export function Writer() {
  const { t } = useTranslation('messages')
  const { t: common } = useTranslation()
  const id = useId()
  const { phone, text, change, show } = useWriting()
  const { run, busy, error, clear } = useCoreCommand('messages.write')
  const [sentTo, setSentTo] = useState<string | null>(null)
  const [latin, setLatin] = useState(false)

  const send = async (): Promise<void> => {
    if (phone.trim() === '' || text.trim() === '' || busy) return
    const sent = await run({ phone, text, latin })
    if (!sent.ok) return
    setSentTo(phone)
    setLatin(false)
    change({ phone: '', text: '' })
  }
  const typed = (changed: { phone?: string; text?: string }): void => {
    clear()
    setSentTo(null)
    change(changed)
  }
  return (
    <div className="kv-stack">
      <h3 className="kv-messages-title">{t('write.title')}</h3>
      <div className="kv-field">
        <label htmlFor={`${id}-phone`}>{t('write.phone')}</label>
        <Input
          id={`${id}-phone`}
          value={phone}
          autoFocus={phone === ''}
          maxLength={40}
          inputMode="tel"
          placeholder={t('write.phoneExample')}
          autoComplete="off"
          data-testid="write-phone"
          onChange={(event) => typed({ phone: event.target.value })}
        />
      </div>
      <div className="kv-field">
        <label htmlFor={`${id}-text`}>{t('write.text')}</label>
        <Input.TextArea
          id={`${id}-text`}
          value={text}
          autoFocus={phone !== ''}
          maxLength={text_max}
          rows={8}
          data-testid="write-text"
          onChange={(event) => typed({ text: event.target.value })}
        />
        <PartsCount text={text} latin={latin} onLatin={setLatin} />
      </div>
      <ErrorNote error={error} />
      {sentTo === null ? null : (
        <div className="kv-note kv-note-good" role="status">
          {t('write.queued', { phone: sentTo })}
        </div>
      )}
      <div className="kv-line">
        <Button
          type="primary"
          loading={busy}
          disabled={phone.trim() === '' || text.trim() === ''}
          data-testid="write-send"
          onClick={() => void send()}
        >
          {t('write.send')}
        </Button>
        <Button onClick={() => show(false)}>{common('act.close')}</Button>
      </div>
    </div>
  )
}

function PartsCount(props: {
  readonly text: string
  readonly latin: boolean
  readonly onLatin: (latin: boolean) => void
}) {
  const { t } = useTranslation('messages')
  const { latin } = props
  const asked = useDebounced(props.text, measure_ms)
  const { data, error } = useCoreQuery('messages.measure', { text: asked, latin }, { keepPrevious: true })
  if (data === undefined || asked === '')
    return error === null ? (
      <span className="kv-soft">{t('write.partsHint')}</span>
    ) : (
      <ErrorNote error={error} />
    )
  return (
    <>
      <span className={data.parts > 2 ? 'kv-say-warn' : 'kv-soft'} data-testid="write-parts">
        {t('write.parts', { count: data.parts })}
        {', '}
        {t('write.left', { count: data.left })} · {t(`write.${data.encoding}`)}
      </span>
      {data.latinParts < data.ownParts ? (
        <Checkbox
          checked={latin}
          data-testid="write-latin"
          onChange={(event) => props.onLatin(event.target.checked)}
        >
          {t('write.latin', { latin: data.latinParts, own: data.ownParts })}
        </Checkbox>
      ) : null}
    </>
  )
}
