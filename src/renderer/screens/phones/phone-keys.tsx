import { SendOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import type { TextAreaRef } from 'antd/es/input/TextArea'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

const quick = ['debt', 'tariff', 'when', 'paidElsewhere', 'stop', 'pay', 'accounts', 'help'] as const
/** The contract's bound of one message. */
const longest = 12_000

/** The phone's text field: Enter sends, Shift+Enter begins a line, a chip sends its word at once. */
export function PhoneKeys(props: {
  readonly busy: boolean
  /** False when it was not sent: what was typed stays. */
  readonly onSend: (text: string) => Promise<boolean>
}) {
  const { t } = useTranslation('phones')
  const [text, setText] = useState('')
  const field = useRef<TextAreaRef>(null)
  const send = async (words: string, typed: boolean): Promise<void> => {
    if (words.trim() === '' || props.busy) return
    if ((await props.onSend(words)) && typed) setText('')
    field.current?.focus()
  }
  return (
    <div className="kv-ph-keys">
      <div className="kv-ph-quick">
        {quick.map((word) => (
          <button
            key={word}
            type="button"
            data-testid={`phones-quick-${word}`}
            onClick={() => void send(t(`quick.${word}`), false)}
          >
            {t(`quick.${word}`)}
          </button>
        ))}
      </div>
      <div className="kv-ph-line">
        <Input.TextArea
          ref={field}
          value={text}
          rows={2}
          maxLength={longest}
          placeholder={t('placeholder')}
          aria-label={t('placeholder')}
          data-testid="phones-text"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
            event.preventDefault()
            void send(text, true)
          }}
        />
        <Button
          type="primary"
          shape="circle"
          icon={<SendOutlined />}
          loading={props.busy}
          disabled={text.trim() === ''}
          aria-label={t('send')}
          data-testid="phones-send"
          onClick={() => void send(text, true)}
        />
      </div>
    </div>
  )
}
