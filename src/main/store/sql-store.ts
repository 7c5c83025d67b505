import type { Reader, Recovery, Store, Writer } from '../app/ports/store.ts'
import type { Engine } from './engine/engine.ts'
import { IdCounters } from './id-counters.ts'
import type { Journal } from './journal/journal.ts'
import { createReader, Recorder } from './recorder.ts'

/** What goes with an open store. */
export interface SqlStoreParts {
  readonly engine: Engine
  readonly recovery: Recovery
  /** Lets the office go: its lock and whatever works beside the store. */
  readonly release: () => Promise<void>
}

type Phase = 'open' | 'writing' | 'failed' | 'closed'

/** The `Store` of an office: sql.js in memory, its journal on disk. */
export class SqlStore implements Store {
  readonly read: Reader
  readonly recovery: Recovery
  readonly #engine: Engine
  readonly #journal: Journal
  readonly #ids: IdCounters
  readonly #release: () => Promise<void>
  #phase: Phase = 'open'

  constructor(journal: Journal, parts: SqlStoreParts) {
    this.#engine = parts.engine
    this.#journal = journal
    this.#ids = new IdCounters(parts.engine)
    this.#release = parts.release
    this.recovery = parts.recovery
    this.read = createReader(parts.engine, () => this.#refuseUnless('open', 'writing'))
  }

  write<T>(work: (tx: Writer) => T): Promise<T> {
    if (this.#phase === 'writing') throw new Error('a transaction inside a transaction')
    this.#refuseUnless('open')
    const recorder = new Recorder(this.#engine, this.#ids)
    const result = this.#transact(recorder, work)
    const recorded = recorder.recorded()
    // A transaction that only read may have read what is not on disk yet: its answer waits for that.
    const onDisk = recorded === null ? this.#journal.flushed() : this.#journal.append(recorded)
    return onDisk.then(() => result)
  }

  async close(): Promise<void> {
    if (this.#phase === 'closed') return
    if (this.#phase === 'writing') throw new Error('closed inside a transaction')
    this.#phase = 'closed'
    try {
      await this.#journal.close()
    } finally {
      this.#engine.close()
      await this.#release()
    }
  }

  /** Memory is ahead of the disk now and must not be believed: everything is refused from here on. */
  fail(): void {
    if (this.#phase !== 'closed') this.#phase = 'failed'
  }

  #transact<T>(recorder: Recorder, work: (tx: Writer) => T): T {
    this.#engine.begin()
    this.#phase = 'writing'
    try {
      const result = work(recorder.writer)
      if (result instanceof Promise) throw new TypeError('a transaction may not wait')
      recorder.end()
      this.#engine.commit()
      this.#ids.commit()
      return result
    } catch (error) {
      this.#ids.rollback()
      this.#rollBack(error)
      throw error
    } finally {
      recorder.end()
      if (this.#phase === 'writing') this.#phase = 'open'
    }
  }

  /** SQLite ends a transaction by itself when its memory runs out: both errors are told then. */
  #rollBack(error: unknown): void {
    try {
      this.#engine.rollback()
    } catch (second) {
      throw new AggregateError([error, second], 'a transaction failed, and so did its rollback')
    }
  }

  #refuseUnless(...allowed: Phase[]): void {
    if (!allowed.includes(this.#phase)) throw new Error(`the store is ${this.#phase}`)
  }
}
