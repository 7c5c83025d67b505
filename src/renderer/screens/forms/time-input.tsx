import { Input } from 'antd'
import { useState } from 'react'
import { readTime } from './read-time.ts'

/** A wall time typed by hand; gives `HH:MM`, or an empty text while it is none. */
export function TimeInput(props: {
  readonly value: string
  readonly onChange: (time: string) => void
  readonly label?: string
  readonly disabled?: boolean
  readonly testId?: string
}) {
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <Input
      className="kv-time-input"
      value={typed ?? props.value}
      inputMode="numeric"
      placeholder="09:00"
      maxLength={5}
      disabled={props.disabled ?? false}
      status={(typed === null ? props.value : readTime(typed)) ? '' : 'error'}
      aria-label={props.label}
      data-testid={props.testId}
      onChange={(event) => {
        setTyped(event.target.value)
        props.onChange(readTime(event.target.value) ?? '')
      }}
      onBlur={() => {
        if (typed !== null && readTime(typed) !== null) setTyped(null)
      }}
    />
  )
}
