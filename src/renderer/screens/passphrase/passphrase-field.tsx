import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons'
import { Button, Input, type InputRef, Space } from 'antd'
import { type Ref, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** The words of the sheet as they are typed: hidden from a queue, seen when they do not fit. */
export function PassphraseField(props: {
  readonly id: string
  readonly value: string
  readonly onChange: (text: string) => void
  readonly ref?: Ref<InputRef>
  readonly autoFocus?: boolean
  readonly disabled?: boolean
  readonly testId: string
}) {
  const { t } = useTranslation('passphrase')
  const [shown, setShown] = useState(false)
  const { id, value, onChange, testId } = props
  return (
    <Space.Compact block>
      <Input
        {...(props.ref === undefined ? {} : { ref: props.ref })}
        id={id}
        type={shown ? 'text' : 'password'}
        value={value}
        size="large"
        maxLength={400}
        autoFocus={props.autoFocus ?? false}
        disabled={props.disabled ?? false}
        autoComplete="off"
        spellCheck={false}
        data-testid={testId}
        onChange={(event) => onChange(event.target.value)}
      />
      <Button
        size="large"
        icon={shown ? <EyeInvisibleOutlined /> : <EyeOutlined />}
        aria-pressed={shown}
        data-testid={`${testId}-show`}
        onClick={() => setShown(!shown)}
      >
        {t(shown ? 'hide' : 'show')}
      </Button>
    </Space.Compact>
  )
}
