import type { Compilable } from 'kysely'
import type { TableName } from './tables.ts'

/** Reads committed rows. Values come back as SQLite holds them: number, string, Uint8Array or null. */
export interface Reader {
  all<Row>(query: Compilable<Row>): Row[]
  first<Row>(query: Compilable<Row>): Row | undefined
}

/** The handle of an open transaction; unusable after it ended. */
export interface Writer extends Reader {
  run(query: Compilable<unknown>): void
  /** The next integer id of a table: bound as a value, so that a replay of the journal gives the same row. */
  nextId(table: TableName): number
}

/** What the store found when it was opened. */
export interface Recovery {
  readonly replayedFrames: number
  /** Bytes cut from the end of the last segment: a transaction that was never acknowledged. */
  readonly tornBytes: number
  readonly migratedFrom: number | null
}

/** What a write rejects with where the office is open to be looked at only. */
export class ReadOnlyStore extends Error {
  constructor() {
    super('the office is open for reading only')
    this.name = 'ReadOnlyStore'
  }
}

export interface Store {
  readonly read: Reader
  readonly recovery: Recovery
  /**
   * Runs `work` at once, synchronously, in one transaction; throws what it throws, after a rollback.
   * The promise resolves when the transaction is on disk.
   */
  write<T>(work: (tx: Writer) => T): Promise<T>
  /** Ends after everything written so far is on disk. */
  close(): Promise<void>
}
