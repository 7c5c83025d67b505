import { type Compilable, CompiledQuery } from 'kysely'
import type { TableName, Tables } from './tables.ts'

/** Tables whose rows are found by their `id`. */
type Numbered = {
  [Table in TableName]: Tables[Table] extends { readonly id: number } ? Table : never
}[TableName]

/**
 * The UPDATE of one row by its `id`, for rows that change many times a second: the text for the same columns is made
 * once. Values are bound; a column that is given as undefined stays as it is.
 */
export const changeOf = <Table extends Numbered>(
  table: Table,
): ((id: number, values: Partial<Omit<Tables[Table], 'id'>>) => Compilable<unknown>) => {
  const texts = new Map<string, string>()
  const textFor = (columns: readonly string[]): string => {
    const key = columns.join()
    const known = texts.get(key)
    if (known !== undefined) return known
    const text = `update "${table}" set ${columns.map((column) => `"${column}" = ?`).join(', ')} where "id" = ?`
    texts.set(key, text)
    return text
  }
  return (id, values) => {
    const given = Object.entries(values).filter(([, value]) => value !== undefined)
    const text = textFor(given.map(([column]) => column))
    return { compile: () => CompiledQuery.raw(text, [...given.map(([, value]) => value), id]) }
  }
}
