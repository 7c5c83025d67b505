import type { Database, Statement } from 'sql.js'

export interface Prepared {
  readonly statement: Statement
  /** Number of `?` where the check counted them. */
  readonly parameters: number | null
  /** Column names, kept after the first row. */
  columns: string[] | null
}

/** Prepared statements by text, at most `limit`; the one unused for longest is freed first. */
export class StatementCache {
  readonly #db: Database
  readonly #limit: number
  readonly #check: (sql: string) => number | null
  readonly #prepared = new Map<string, Prepared>()

  /** `check` sees each text once, before it is prepared, and throws to refuse it. */
  constructor(db: Database, limit: number, check: (sql: string) => number | null) {
    this.#db = db
    this.#limit = limit
    this.#check = check
  }

  get(sql: string): Prepared {
    const known = this.#prepared.get(sql)
    if (known !== undefined) {
      this.#prepared.delete(sql)
      this.#prepared.set(sql, known)
      return known
    }
    const parameters = this.#check(sql)
    const prepared: Prepared = { statement: this.#db.prepare(sql), parameters, columns: null }
    this.#prepared.set(sql, prepared)
    if (this.#prepared.size > this.#limit) this.#freeOldest()
    return prepared
  }

  clear(): void {
    for (const prepared of this.#prepared.values()) prepared.statement.free()
    this.#prepared.clear()
  }

  get size(): number {
    return this.#prepared.size
  }

  #freeOldest(): void {
    for (const [sql, prepared] of this.#prepared) {
      prepared.statement.free()
      this.#prepared.delete(sql)
      return
    }
  }
}
