import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import type { Compilable } from 'kysely'
import type { Reader, Writer } from '../../src/main/app/ports/store.ts'
import type { TableName } from '../../src/main/app/ports/tables.ts'

export interface SqlitePeer {
  readonly read: Reader
  write<T>(work: (tx: Writer) => T): T
  close(): void
}

/** The same queries on SQLite's own file: node:sqlite, WAL, synchronous FULL, statements prepared once. */
export function openSqlitePeer(path: string, schema: string): SqlitePeer {
  const db = new DatabaseSync(path)
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON')
  db.exec(schema)
  const writer = createWriter(db)
  return {
    read: writer,
    write(work) {
      db.exec('BEGIN IMMEDIATE')
      const result = work(writer)
      db.exec('COMMIT')
      return result
    },
    close: () => db.close(),
  }
}

function createWriter(db: DatabaseSync): Writer {
  const statements = new Map<string, StatementSync>()
  const ids = new Map<TableName, number>()
  const prepare = (sql: string): StatementSync => {
    const statement = statements.get(sql) ?? db.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
  const largestId = (table: TableName): number =>
    Number(prepare(`select max(id) as id from "${table}"`).get()?.['id'] ?? 0)
  const all = <Row>(query: Compilable<Row>): Row[] => {
    const { sql, parameters } = query.compile()
    return prepare(sql).all(...values(parameters)) as Row[]
  }
  return {
    all,
    first: (query) => all(query)[0],
    run(query) {
      const { sql, parameters } = query.compile()
      prepare(sql).run(...values(parameters))
    },
    nextId(table) {
      const next = (ids.get(table) ?? largestId(table)) + 1
      ids.set(table, next)
      return next
    },
  }
}

function values(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters.map((value) => {
    if (value === null || typeof value === 'string' || typeof value === 'number') return value
    throw new TypeError('a value the payments of this bench do not have')
  })
}
