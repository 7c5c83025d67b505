import { useEffect, useState } from 'react'

interface Held {
  readonly id: number
  readonly at: number
}

export interface ChosenRow<Row> {
  /** The place of the chosen row in the list. */
  readonly mark: number
  readonly row: Row | undefined
  choose(mark: number): void
}

/**
 * The row that a person looks at, held by what it is and not by where it stands: a row that comes in above must not
 * put another one under their hand. When it leaves the list, the one in its place is next.
 */
export function useChosenRow<Row extends { readonly id: number }>(rows: readonly Row[]): ChosenRow<Row> {
  const [held, setHeld] = useState<Held | null>(null)
  const at = placeOf(rows, held)
  const row = rows[at]
  const id = row?.id
  useEffect(() => {
    if (id !== undefined) setHeld((old) => (old?.id === id && old.at === at ? old : { id, at }))
  }, [id, at])
  return {
    mark: at,
    row,
    choose: (mark) => {
      const chosen = rows[mark]
      if (chosen !== undefined) setHeld({ id: chosen.id, at: mark })
    },
  }
}

/** Where the held row stands now; its old place when it is gone. */
export function placeOf(rows: readonly { readonly id: number }[], held: Held | null): number {
  if (held === null) return 0
  const found = rows.findIndex(({ id }) => id === held.id)
  return found >= 0 ? found : Math.max(0, Math.min(held.at, rows.length - 1))
}
