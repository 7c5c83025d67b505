import type { ReactNode } from 'react'

/** What a list without rows says: what it is, and what to do to fill it. */
export function EmptyState({
  title,
  hint,
  action,
}: {
  readonly title: string
  readonly hint?: string
  readonly action?: ReactNode
}) {
  return (
    <div className="kv-empty">
      <div className="kv-empty-title">{title}</div>
      {hint === undefined ? null : <div className="kv-empty-hint">{hint}</div>}
      {action}
    </div>
  )
}
