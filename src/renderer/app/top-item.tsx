import type { ReactNode } from 'react'
import { Link } from 'wouter'

/** One thing of the top line; it leads to the screen where something can be done about it. */
export function TopItem(props: {
  readonly to: string
  readonly title: string
  readonly tone: 'plain' | 'good' | 'warn' | 'bad'
  readonly testId?: string
  readonly children: ReactNode
}) {
  return (
    <Link
      href={props.to}
      className={`kv-top-item kv-tone-${props.tone}`}
      title={props.title}
      data-testid={props.testId}
    >
      {props.children}
    </Link>
  )
}
