import type { ReactNode } from 'react'

/** A word of standing in a frame; its colour only repeats what the word says. */
export function Badge(props: {
  readonly tone?: 'plain' | 'good' | 'warn' | 'bad'
  readonly testId?: string
  readonly children: ReactNode
}) {
  const tone = props.tone ?? 'plain'
  return (
    <span className={tone === 'plain' ? 'kv-badge' : `kv-badge kv-badge-${tone}`} data-testid={props.testId}>
      {props.children}
    </span>
  )
}
