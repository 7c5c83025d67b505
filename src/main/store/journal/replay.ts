import type { Engine } from '../engine/engine.ts'
import { ByteReader } from '../format/bytes.ts'
import type { Frame } from '../format/frame.ts'
import { type PayloadSink, playPayload } from '../format/payload.ts'

/** A good frame that does not do again what it did when it was written. */
export class ReplayError extends Error {
  constructor(sequence: number, cause: unknown) {
    super(`frame ${sequence}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.name = 'ReplayError'
  }
}

/** Plays all frames of one segment onto the database. Throws `ReplayError`. */
export function replayFrames(engine: Engine, frames: readonly Frame[]): void {
  const texts: string[] = []
  for (const frame of frames) {
    try {
      if (frame.schema !== engine.schema) {
        throw new Error(`recorded under schema ${frame.schema}, met under ${engine.schema}`)
      }
      playPayload(new ByteReader(frame.payload), texts, createSink(engine))
    } catch (error) {
      throw new ReplayError(frame.sequence, error)
    }
  }
}

function createSink(engine: Engine): PayloadSink {
  let open = false
  return {
    run(sql, values, changed) {
      if (!open) engine.begin()
      open = true
      const now = engine.runRecorded(sql, values)
      if (now !== changed) throw new Error(`changed ${now} rows instead of ${changed}: ${sql}`)
    },
    commit() {
      if (open) engine.commit()
      open = false
    },
    script: (schema, script) => engine.script(schema, script),
  }
}
