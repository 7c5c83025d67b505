import { type Compilable, CompiledQuery } from 'kysely'
import type { TableName, Tables } from './tables.ts'

type Value = string | number | null | Uint8Array

/** A statement with fixed text, for loops: compiled once, bound many times. Values are bound, never written in. */
export const statement =
  (text: string) =>
  (values: readonly Value[]): Compilable<unknown> => ({ compile: () => CompiledQuery.raw(text, [...values]) })

/** Rows in one INSERT: enough to make the statement's own cost small, few enough for its variables. */
const rowsAtOnce = 40

const texts = (table: string, columns: readonly string[], rows: number): string => {
  const row = `(${columns.map(() => '?').join(', ')})`
  const names = columns.map((column) => `"${column}"`).join(', ')
  return `insert into "${table}" (${names}) values ${Array.from({ length: rows }, () => row).join(', ')}`
}

/** The INSERT of one row, for what is inserted again and again: its text is made once. `columns` are all of the row's. */
export const insertion = <Table extends TableName>(
  table: Table,
  columns: readonly (keyof Tables[Table] & string)[],
): ((row: Tables[Table]) => Compilable<unknown>) => {
  const text = texts(table, columns, 1)
  return (row) => ({
    compile: () =>
      CompiledQuery.raw(
        text,
        columns.map((column) => row[column]),
      ),
  })
}

/** INSERTs of many rows of one table; the text of a full statement is made once. `columns` are all of the rows'. */
export const insertionOfMany = <Table extends TableName>(
  table: Table,
  columns: readonly (keyof Tables[Table] & string)[],
): ((rows: readonly Tables[Table][]) => Compilable<unknown>[]) => {
  const full = texts(table, columns, rowsAtOnce)
  return (rows) => {
    const statements: Compilable<unknown>[] = []
    for (let from = 0; from < rows.length; from += rowsAtOnce) {
      const to = Math.min(rows.length, from + rowsAtOnce)
      const values: unknown[] = []
      for (let index = from; index < to; index += 1) {
        const row = rows[index]
        if (row !== undefined) for (const column of columns) values.push(row[column])
      }
      const text = to - from === rowsAtOnce ? full : texts(table, columns, to - from)
      statements.push({ compile: () => CompiledQuery.raw(text, values) })
    }
    return statements
  }
}

/** INSERTs of many rows of one table. Every row must have the columns of the first. */
export const insertRows = <Table extends TableName>(
  table: Table,
  columns: readonly (keyof Tables[Table] & string)[],
  rows: readonly Tables[Table][],
): Compilable<unknown>[] => insertionOfMany(table, columns)(rows)
