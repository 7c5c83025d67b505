import type { Engine } from '../engine/engine.ts'
import { ByteReader } from '../format/bytes.ts'
import type { FileCipher } from '../format/file-cipher.ts'
import { type Frame, noncesOf, openFrame } from '../format/frame.ts'
import { type PayloadSink, playPayload } from '../format/payload.ts'

/** A frame whose tag is good and that is not what was written, or does not do again what it did then. */
export class ReplayError extends Error {
  constructor(sequence: number, cause: unknown) {
    super(`frame ${sequence}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.name = 'ReplayError'
  }
}

/** The frames of one segment and what they are read with. */
export interface SegmentFrames {
  readonly frames: readonly Frame[]
  readonly context: Buffer
  /** Null where the segment is plain. */
  readonly cipher: FileCipher | null
}

/** Plays all frames of one segment onto the database; `played` hears of each that is done. Throws `ReplayError`. */
export function replayFrames(engine: Engine, segment: SegmentFrames, played: (frame: Frame) => void): void {
  const texts: string[] = []
  const sink = new EngineSink(engine)
  let nonce = 0
  for (const frame of segment.frames) {
    try {
      if (frame.nonce !== nonce) throw new Error(`nonce ${frame.nonce} where ${nonce} belongs`)
      if (frame.schema !== engine.schema) {
        throw new Error(`recorded under schema ${frame.schema}, met under ${engine.schema}`)
      }
      playPayload(new ByteReader(contentOf(frame, segment)), texts, sink)
      sink.checkDone()
    } catch (error) {
      sink.undo()
      throw new ReplayError(frame.sequence, error)
    }
    if (segment.cipher !== null) nonce += noncesOf(frame.payload.byteLength)
    played(frame)
  }
}

function contentOf(frame: Frame, { context, cipher }: SegmentFrames): Buffer {
  if (cipher === null) return frame.payload
  const content = openFrame(frame, context, cipher)
  if (content === null) throw new Error('it is not what was encrypted here')
  return content
}

class EngineSink implements PayloadSink {
  readonly #engine: Engine
  #open = false

  constructor(engine: Engine) {
    this.#engine = engine
  }

  run(sql: string, values: Parameters<PayloadSink['run']>[1], changed: number): void {
    if (!this.#open) this.#engine.begin()
    this.#open = true
    const now = this.#engine.runRecorded(sql, values)
    if (now !== changed) throw new Error(`changed ${now} rows instead of ${changed}: ${sql}`)
  }

  commit(): void {
    if (this.#open) this.#engine.commit()
    this.#open = false
  }

  script(schema: number, script: string): void {
    this.#engine.script(schema, script)
  }

  checkDone(): void {
    if (this.#open) throw new Error('a transaction without an end')
  }

  undo(): void {
    if (this.#open) this.#engine.rollback()
    this.#open = false
  }
}
