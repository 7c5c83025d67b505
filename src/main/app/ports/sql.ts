import {
  DummyDriver,
  Kysely,
  type LimitNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  ValueNode,
} from 'kysely'
import type { Tables } from './tables.ts'

/**
 * Writes a number behind LIMIT into the text. SQLite plans by that number, so it would prepare a statement anew each
 * time the number is bound: that costs more than most of our queries.
 */
class QueryCompiler extends SqliteQueryCompiler {
  protected override visitLimit(node: LimitNode): void {
    const { limit } = node
    if (ValueNode.is(limit) && Number.isSafeInteger(limit.value)) this.append(`limit ${limit.value}`)
    else super.visitLimit(node)
  }
}

/** A Kysely that only compiles: the store runs what it gives, synchronously. */
export function createQueryBuilder<Database>(): Kysely<Database> {
  return new Kysely<Database>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new QueryCompiler(),
    },
  })
}

/** Queries over the office's tables, for `Reader` and `Writer`. */
export const sql: Kysely<Tables> = createQueryBuilder<Tables>()
