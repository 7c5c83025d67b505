import { type Compilable, CompiledQuery } from 'kysely'
import type { Digests } from '../ports/digests.ts'
import type { Reader } from '../ports/store.ts'
import type { TableName } from '../ports/tables.ts'
import type { Notes } from './notes.ts'

export interface PassDeps {
  readonly read: Reader
  readonly digests: Digests
  readonly notes: Notes
}

/**
 * One walk over a table. It yields after every slice how many ids it has left behind; between two slices the office
 * goes on working, so what is compared with each other is read within one.
 */
export interface Pass {
  readonly tables: readonly TableName[]
  run(deps: PassDeps): Generator<number, void>
}

/** A query of plain text whose rows the caller knows. */
export const rowsOf = <Row>(text: string, values: readonly number[] = []): Compilable<Row> => ({
  compile: () => CompiledQuery.raw(text, [...values]),
})

/** The highest id of a table with ids, 0 where it is empty. */
export const lastId = (read: Reader, table: TableName): number =>
  read.first(rowsOf<{ last: number | null }>(`select max("id") as "last" from "${table}"`))?.last ?? 0

/** Ids above `after`, up to and with `upTo`. */
export interface IdRange {
  readonly after: number
  readonly upTo: number
}

/** The ids a table has at the beginning, in ranges. */
export function* idRanges(read: Reader, table: TableName, step: number): Generator<IdRange> {
  const last = lastId(read, table)
  for (let after = 0; after < last; after += step) yield { after, upTo: Math.min(last, after + step) }
}
