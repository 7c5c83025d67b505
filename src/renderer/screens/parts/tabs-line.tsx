import type { ReactNode } from 'react'
import { Link } from 'wouter'
import './parts.css'

export interface TabPlace {
  readonly name: string
  readonly path: string
  readonly title: string
  /** Shown beside the title when there are any. */
  readonly count?: number
}

/** The parts of a screen as links, so that each has an address; what acts on all of them stands at the right. */
export function TabsLine(props: {
  readonly places: readonly TabPlace[]
  readonly here: string
  readonly label: string
  readonly children?: ReactNode
}) {
  return (
    <div className="kv-tabs">
      <nav aria-label={props.label}>
        {props.places.map(({ name, path, title, count }) => (
          <Link
            key={name}
            href={path}
            className={name === props.here ? 'kv-tab kv-here' : 'kv-tab'}
            aria-current={name === props.here ? 'page' : undefined}
            data-testid={`tab-${name}`}
          >
            {title}
            {count === undefined || count === 0 ? null : <b className="kv-tab-count">{count}</b>}
          </Link>
        ))}
      </nav>
      <div className="kv-tabs-acts">{props.children}</div>
    </div>
  )
}
