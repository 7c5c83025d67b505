import { z } from 'zod'

/** Rows of a page, everywhere. */
export const pageSize = 50

/** Reads a list position made by `pageOf`; a forged or foreign one reads as the first page. */
export const readCursor = <Position extends z.ZodType>(
  cursor: string | null,
  shape: Position,
): z.output<Position> | null => {
  if (cursor === null) return null
  try {
    const parsed = shape.safeParse(JSON.parse(cursor))
    return parsed.success ? parsed.data : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Position of lists sorted by id alone. */
export const IdCursor = z.int().positive()

/**
 * A page out of `rows`, asked for with one row more than a page: the extra one tells that there is more.
 */
export const pageOf = <Row>(
  rows: readonly Row[],
  positionOf: (row: Row) => unknown,
  size: number = pageSize,
): { items: Row[]; next: string | null } => {
  const items = rows.slice(0, size)
  const last = items.at(-1)
  return { items, next: rows.length > size && last !== undefined ? JSON.stringify(positionOf(last)) : null }
}
