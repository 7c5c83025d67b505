import { Button, Input, type InputRef } from 'antd'
import type { KeyboardEvent, Ref } from 'react'
import { useTranslation } from 'react-i18next'

const shortest = 4
const longest = 8

/** The PIN of the chosen operator; the arrows choose another without leaving the field. */
export function PinField(props: {
  readonly ref: Ref<InputRef>
  readonly pin: string
  readonly busy: boolean
  readonly onPin: (pin: string) => void
  readonly onEnter: () => void
  readonly onMove: (by: -1 | 1) => void
}) {
  const { t } = useTranslation('login')
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowLeft') props.onMove(-1)
    else if (event.key === 'ArrowRight') props.onMove(1)
    else if (event.key === 'Enter') props.onEnter()
    else return
    event.preventDefault()
  }
  return (
    <div className="kv-login-pin">
      <Input.Password
        ref={props.ref}
        value={props.pin}
        size="large"
        autoFocus
        maxLength={longest}
        inputMode="numeric"
        autoComplete="off"
        visibilityToggle={false}
        placeholder={t('pin')}
        aria-label={t('pin')}
        data-testid="login-pin"
        onChange={(event) => props.onPin(event.target.value.replace(/\D/g, ''))}
        onKeyDown={onKeyDown}
      />
      <Button
        type="primary"
        size="large"
        loading={props.busy}
        disabled={props.pin.length < shortest}
        data-testid="login-enter"
        onClick={props.onEnter}
      >
        {t('enter')}
      </Button>
    </div>
  )
}
