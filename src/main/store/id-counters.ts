import type { TableName } from '../app/ports/tables.ts'
import type { Engine } from './engine/engine.ts'

/** Integer ids by table: one more than the highest there was, counted on in memory. */
export class IdCounters {
  readonly #engine: Engine
  readonly #last = new Map<TableName, number>()
  readonly #before = new Map<TableName, number | undefined>()

  constructor(engine: Engine) {
    this.#engine = engine
  }

  next(table: TableName): number {
    const last = this.#last.get(table)
    if (!this.#before.has(table)) this.#before.set(table, last)
    const next = (last ?? this.#highest(table)) + 1
    this.#last.set(table, next)
    return next
  }

  commit(): void {
    this.#before.clear()
  }

  /** Ids given since the last commit are given again. */
  rollback(): void {
    for (const [table, last] of this.#before) {
      if (last === undefined) this.#last.delete(table)
      else this.#last.set(table, last)
    }
    this.#before.clear()
  }

  #highest(table: TableName): number {
    return Number(this.#engine.first(`SELECT max(id) AS id FROM "${table}"`, [])?.['id'] ?? 0)
  }
}
