import type { ReactNode } from 'react'
import { Link } from 'wouter'

/** One thing of the top line; it leads to the screen where something can be done about it. */
export function TopItem(props: {
  readonly to: string
  readonly title: string
  readonly tone: 'plain' | 'good' | 'warn' | 'bad'
  readonly testId?: string
  /** Gives up its end first where the line is full. */
  readonly shrinks?: boolean
  readonly children: ReactNode
}) {
  return (
    <Link
      href={props.to}
      className={`kv-top-item kv-tone-${props.tone}${props.shrinks === true ? ' kv-shrinks' : ''}`}
      title={props.title}
      data-testid={props.testId}
    >
      {props.children}
    </Link>
  )
}
