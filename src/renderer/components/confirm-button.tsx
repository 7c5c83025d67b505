import { Button, type ButtonProps } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** A button whose first press asks and whose second acts; nothing pops up, Esc or leaving it takes it back. */
export function ConfirmButton({
  onConfirm,
  question,
  children,
  ...rest
}: Omit<ButtonProps, 'onClick' | 'onBlur' | 'onKeyDown'> & {
  readonly onConfirm: () => void
  /** What the second press will do: «Точно отправить 312 SMS?» */
  readonly question?: string
}) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  return (
    <Button
      {...rest}
      danger={asking || rest.danger === true}
      onClick={() => {
        setAsking(!asking)
        if (asking) onConfirm()
      }}
      onBlur={() => setAsking(false)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setAsking(false)
      }}
    >
      {asking ? (question ?? t('act.sure')) : children}
    </Button>
  )
}
