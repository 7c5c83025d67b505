import type { Database, SqlJsStatic } from 'sql.js'
import { foldKey } from '../../../shared/fold.ts'
import type { BoundValue } from '../format/values.ts'
import { checkRead, checkWrite } from '../rules/statement-rules.ts'
import { DatabaseFile } from './database-file.ts'
import type { EngineFile } from './engine-file.ts'
import { type Prepared, StatementCache } from './statement-cache.ts'

export type EngineRow = Record<string, BoundValue>

const readStatements_max = 400
const writeStatements_max = 400

/**
 * Settings of the connection, the same for the live database, a replay and a rebuild. sql.js keeps its file and its
 * rollback journal in memory, so syncs there would protect nothing. What a transaction changed goes to the file when it
 * is committed: a rollback then has nothing to cut off again.
 */
const settings = `
PRAGMA journal_mode = MEMORY;
PRAGMA synchronous = OFF;
PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -16000;
PRAGMA cache_spill = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA foreign_keys = ON;
PRAGMA recursive_triggers = OFF;
PRAGMA trusted_schema = OFF;
`

/** One sql.js database with its prepared statements: synchronous, in memory, and without a word about durability. */
export class Engine {
  readonly #db: Database
  readonly #file: EngineFile
  readonly #reads: StatementCache
  readonly #writes: StatementCache
  readonly #replays: StatementCache
  #schema: number

  /** `content` is a whole database, and the engine goes on with that file; an empty one becomes a database without a table. */
  constructor(sqlJs: SqlJsStatic, content: EngineFile | Uint8Array = new DatabaseFile()) {
    this.#file = content instanceof Uint8Array ? fileOf(content) : content
    // A file of no octets at all would not be taken over.
    if (this.#file.byteLength === 0) this.#file.set(emptyDatabase(sqlJs))
    this.#db = new sqlJs.Database(this.#file)
    this.#db.exec(settings)
    this.#db.create_function('fold_key', (text: unknown) => (typeof text === 'string' ? foldKey(text) : null))
    this.#reads = new StatementCache(this.#db, readStatements_max, (sql) => {
      checkRead(sql)
      return null
    })
    this.#writes = new StatementCache(this.#db, writeStatements_max, checkWrite)
    this.#replays = new StatementCache(this.#db, writeStatements_max, () => null)
    this.#schema = Number(this.#db.exec('PRAGMA user_version')[0]?.values[0]?.[0] ?? 0)
  }

  /** Number of the last migration made; 0 in an empty database. */
  get schema(): number {
    return this.#schema
  }

  all(sql: string, values: BoundValue[]): EngineRow[] {
    return this.#read(sql, values, Number.POSITIVE_INFINITY)
  }

  first(sql: string, values: BoundValue[]): EngineRow | undefined {
    return this.#read(sql, values, 1)[0]
  }

  /** Runs one change and says how many rows it changed. */
  run(sql: string, values: BoundValue[]): number {
    const prepared = this.#writes.get(sql)
    if (prepared.parameters !== values.length) {
      throw new TypeError(`${values.length} values for ${prepared.parameters} parameters: ${sql}`)
    }
    return this.#change(prepared, values)
  }

  /** Runs a change out of the journal: it was checked when it was recorded, by the rules of its day. */
  runRecorded(sql: string, values: BoundValue[]): number {
    return this.#change(this.#replays.get(sql), values)
  }

  begin(): void {
    this.#control('BEGIN IMMEDIATE')
  }

  commit(): void {
    this.#control('COMMIT')
  }

  rollback(): void {
    this.#control('ROLLBACK')
  }

  /**
   * Runs a migration's script in one transaction that ends in `schema`. Foreign keys are checked once at its end, so
   * that a table may be rebuilt; throws, with nothing changed, where a row then points nowhere.
   */
  script(schema: number, script: string): void {
    this.#forgetStatements()
    this.#db.run('PRAGMA foreign_keys = OFF')
    this.#db.run('BEGIN IMMEDIATE')
    try {
      // A table may be rebuilt that is larger than memory for changes should be; a script that fails ends the engine.
      this.#db.run('PRAGMA cache_spill = ON')
      this.#db.run(script)
      const orphans = this.#db.exec('PRAGMA foreign_key_check')[0]?.values.length ?? 0
      if (orphans > 0) throw new Error(`schema ${schema} leaves ${orphans} rows that point nowhere`)
      this.#db.run(`PRAGMA user_version = ${schema}`)
      this.#db.run('COMMIT')
      this.#schema = schema
    } catch (error) {
      this.#db.run('ROLLBACK')
      throw error
    } finally {
      this.#db.run('PRAGMA cache_spill = OFF')
      this.#db.run('PRAGMA foreign_keys = ON')
    }
  }

  /** The database as it is between two transactions: the engine's own file, not a copy. */
  content(): EngineFile {
    const before = this.#file.writes
    this.#db.run(`PRAGMA user_version = ${this.#schema}`)
    // Only a file that was cut off would have gone elsewhere, and no statement that is let through does that.
    if (this.#file.writes === before) throw new Error('sql.js keeps the database in another place')
    return this.#file
  }

  /** The database as a file's octets, copied. Stops everything meanwhile: never on the live core. */
  export(): Uint8Array {
    return this.#db.export()
  }

  close(): void {
    this.#forgetStatements()
    this.#db.close()
    this.#file.close()
  }

  #control(sql: string): void {
    const { statement } = this.#replays.get(sql)
    try {
      statement.step()
    } finally {
      statement.reset()
    }
  }

  #forgetStatements(): void {
    this.#reads.clear()
    this.#writes.clear()
    this.#replays.clear()
  }

  #change(prepared: Prepared, values: BoundValue[]): number {
    try {
      prepared.statement.bind(values)
      prepared.statement.step()
    } finally {
      prepared.statement.reset()
    }
    return this.#db.getRowsModified()
  }

  #read(sql: string, values: BoundValue[], rows_max: number): EngineRow[] {
    const prepared = this.#reads.get(sql)
    const rows: EngineRow[] = []
    try {
      prepared.statement.bind(values)
      while (rows.length < rows_max && prepared.statement.step()) rows.push(toRow(prepared))
    } finally {
      prepared.statement.reset()
    }
    return rows
  }
}

/** A database without a table. */
function emptyDatabase(sqlJs: SqlJsStatic): Uint8Array {
  const db = new sqlJs.Database()
  try {
    db.run('PRAGMA user_version = 1; PRAGMA user_version = 0')
    return db.export()
  } finally {
    db.close()
  }
}

function fileOf(content: Uint8Array): DatabaseFile {
  const file = new DatabaseFile()
  file.set(content)
  return file
}

function toRow(prepared: Prepared): EngineRow {
  prepared.columns ??= prepared.statement.getColumnNames()
  const row: EngineRow = {}
  const values = prepared.statement.get()
  let index = 0
  for (const column of prepared.columns) {
    row[column] = values[index] ?? null
    index += 1
  }
  return row
}
