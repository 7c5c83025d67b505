import type { Compilable } from 'kysely'
import type { Reader, Writer } from '../app/ports/store.ts'
import type { TableName } from '../app/ports/tables.ts'
import type { Engine, EngineRow } from './engine/engine.ts'
import { ByteWriter } from './format/bytes.ts'
import type { RecordedStatement, RecordedTransaction } from './format/payload.ts'
import { toBoundValues, writeValues } from './format/values.ts'
import type { IdCounters } from './id-counters.ts'

/** Reads through `engine`; `check` throws where reading is not allowed any more. */
export function createReader(engine: Engine, check: () => void): Reader {
  return {
    all<Row>(query: Compilable<Row>): Row[] {
      check()
      const { sql, parameters } = query.compile()
      return engine.all(sql, toBoundValues(parameters)).map(asRow<Row>)
    },
    first<Row>(query: Compilable<Row>): Row | undefined {
      check()
      const { sql, parameters } = query.compile()
      const row = engine.first(sql, toBoundValues(parameters))
      return row === undefined ? undefined : asRow<Row>(row)
    },
  }
}

/** The query's own type says what its rows are: the engine cannot know. */
function asRow<Row>(row: EngineRow): Row {
  return row as Row
}

/** An open transaction: runs each change and keeps what the journal needs to run it again. */
export class Recorder {
  readonly writer: Writer
  readonly #engine: Engine
  readonly #statements: RecordedStatement[] = []
  readonly #values = new ByteWriter()
  #open = true

  constructor(engine: Engine, ids: IdCounters) {
    this.#engine = engine
    const check = (): void => {
      if (!this.#open) throw new Error('the transaction has ended')
    }
    this.writer = {
      ...createReader(engine, check),
      run: (query) => {
        check()
        this.#run(query)
      },
      nextId: (table: TableName) => {
        check()
        return ids.next(table)
      },
    }
  }

  /** After this the writer throws at every call. */
  end(): void {
    this.#open = false
  }

  /** What was done; null where nothing was. */
  recorded(): RecordedTransaction | null {
    return this.#statements.length === 0 ? null : { statements: this.#statements, values: this.#values }
  }

  #run(query: Compilable<unknown>): void {
    const { sql, parameters } = query.compile()
    const values = toBoundValues(parameters)
    const from = this.#values.length
    // Kept before the statement runs: the caller may reuse its arrays of octets.
    writeValues(this.#values, values)
    const changed = this.#engine.run(sql, values)
    this.#statements.push({ sql, from, to: this.#values.length, changed })
  }
}
