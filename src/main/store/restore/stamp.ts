import type { Writer } from '../../app/ports/store.ts'
import type { Engine } from '../engine/engine.ts'
import { IdCounters } from '../id-counters.ts'
import { Recorder } from '../recorder.ts'

/** Writes into an office, in one transaction, that it was put together anew; `asOf` is how far it goes, UTC milliseconds. */
export type Stamp = (tx: Writer, asOf: number | null) => void

/** Into the database and not the journal: the snapshot that is made of it is the new beginning. */
export function stampInto(engine: Engine, stamp: Stamp, asOf: number | null): void {
  const recorder = new Recorder(engine, new IdCounters(engine))
  engine.begin()
  stamp(recorder.writer, asOf)
  recorder.end()
  engine.commit()
}
