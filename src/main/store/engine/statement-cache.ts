import type { Database, Statement } from 'sql.js'

export interface Prepared {
  readonly statement: Statement
  /** Number of `?` where the check counted them. */
  readonly parameters: number | null
  /** Column names, kept after the first row. */
  columns: string[] | null
  /** When it was last asked for, in turns of the cache. */
  used: number
}

/** Prepared statements by text, at most `limit`; the one unused for longest is freed first. */
export class StatementCache {
  readonly #db: Database
  readonly #limit: number
  readonly #check: (sql: string) => number | null
  readonly #prepared = new Map<string, Prepared>()
  #turn = 0

  /** `check` sees each text once, before it is prepared, and throws to refuse it. */
  constructor(db: Database, limit: number, check: (sql: string) => number | null) {
    this.#db = db
    this.#limit = limit
    this.#check = check
  }

  get(sql: string): Prepared {
    this.#turn += 1
    const known = this.#prepared.get(sql)
    if (known !== undefined) {
      known.used = this.#turn
      return known
    }
    const parameters = this.#check(sql)
    if (this.#prepared.size >= this.#limit) this.#freeOldest()
    const statement = this.#db.prepare(sql)
    const prepared: Prepared = { statement, parameters, columns: null, used: this.#turn }
    this.#prepared.set(sql, prepared)
    return prepared
  }

  clear(): void {
    for (const prepared of this.#prepared.values()) prepared.statement.free()
    this.#prepared.clear()
  }

  #freeOldest(): void {
    let oldest: readonly [string, Prepared] | null = null
    for (const entry of this.#prepared) if (oldest === null || entry[1].used < oldest[1].used) oldest = entry
    if (oldest === null) return
    oldest[1].statement.free()
    this.#prepared.delete(oldest[0])
  }
}
