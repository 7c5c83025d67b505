import { Engine } from '../engine/engine.ts'
import { frameContext } from '../format/frame.ts'
import { decodeHeader, type FileHeader, tagSize } from '../format/header.ts'
import { letGo } from '../format/let-go.ts'
import { type SegmentScan, scanSegment } from '../format/scan.ts'
import { cipherOf, sameBytes } from '../keys/key-ring.ts'
import { damaged, newer } from '../open-problem.ts'
import type { Base } from './base.ts'
import type { JournalPoint } from './journal.ts'
import type { KnownFrame, LoadDeps, LoadedOffice } from './load.ts'
import { ReplayError, replayFrames } from './replay.ts'

/** Plays segments one after another onto the database of a snapshot, or onto an empty one. */
export class Player {
  readonly engine: Engine
  readonly #deps: LoadDeps
  readonly #snapshot: number
  readonly #known: KnownFrame | null
  #officeId: Uint8Array | null
  #nextSequence: number
  #link: Uint8Array
  #goodAt: number | null
  #frames = 0
  #bytes = 0
  #last: number
  #lastEmpty = false
  #torn: LoadedOffice['torn'] = null
  #lastFrame: LoadedOffice['lastFrame'] = null
  #knownIs: LoadedOffice['knownIs'] = 'unseen'

  constructor(deps: LoadDeps, base: Base, known: KnownFrame | null) {
    this.#deps = deps
    this.#known = known
    this.#snapshot = base.number
    this.#last = base.number
    this.engine = new Engine(deps.sqlJs, base.content)
    this.#officeId = base.header?.officeId ?? deps.officeId
    this.#nextSequence = base.header?.nextSequence ?? 1
    this.#link = base.header?.link ?? new Uint8Array(tagSize)
    this.#goodAt = base.header?.createdAt ?? null
    this.#compareKnown()
    if (base.header !== null && base.header.schema !== this.engine.schema) {
      throw damaged(deps.paths.snapshot(base.number), 'its schema is not the one it names')
    }
  }

  async play(number: number, isLast: boolean): Promise<void> {
    const path = this.#deps.paths.segment(number)
    const bytes = toBuffer(await this.#deps.files.read(path))
    const { header, block } = this.#readHeader(path, number, bytes)
    const choice = this.#deps.finder(header)
    if (!choice.ok) throw damaged(path, choice.reason, 0)
    const scan = scanSegment(bytes, header)
    this.#officeId = header.officeId
    this.#goodAt = header.createdAt
    this.#last = number
    this.#lastEmpty = scan.frames.length === 0
    this.#bytes += scan.end
    this.#lastFrame = this.#lastEmpty
      ? null
      : { segment: number, at: scan.lastAt, bytes: new Uint8Array(bytes.subarray(scan.lastAt, scan.end)) }
    this.#replay(path, {
      frames: scan.frames,
      context: frameContext(header.officeId, number),
      cipher: cipherOf(header, block, choice.key),
    })
    if (scan.sealed) this.#frames -= 1
    this.#checkEnding(path, number, scan, isLast)
    letGo(bytes)
  }

  result(): LoadedOffice {
    const point: JournalPoint = {
      officeId: this.#officeId ?? new Uint8Array(),
      // A segment without a frame is begun again under its own number.
      segment: this.#lastEmpty ? this.#last : this.#last + 1,
      nextSequence: this.#nextSequence,
      schema: this.engine.schema,
      link: this.#link,
    }
    return {
      engine: this.engine,
      point,
      last: this.#last,
      snapshot: this.#snapshot,
      replayedFrames: this.#frames,
      replayedBytes: this.#bytes,
      torn: this.#torn,
      lastFrame: this.#lastFrame,
      goodAt: this.#goodAt,
      problem: null,
      knownIs: this.#knownIs,
    }
  }

  #replay(path: string, segment: Parameters<typeof replayFrames>[1]): void {
    try {
      replayFrames(this.engine, segment, (frame) => {
        this.#nextSequence = frame.sequence + 1
        this.#link = new Uint8Array(frame.tag)
        this.#frames += 1
        this.#compareKnown()
      })
    } catch (error) {
      if (error instanceof ReplayError) throw damaged(path, error.message)
      throw error
    }
  }

  /** Whether the frame that this computer remembers is the one that stands here under its number. */
  #compareKnown(): void {
    if (this.#known?.sequence !== this.#nextSequence - 1) return
    this.#knownIs = sameBytes(this.#known.tag, this.#link) ? 'same' : 'other'
  }

  #readHeader(path: string, number: number, bytes: Buffer): { header: FileHeader; block: Buffer } {
    const reading = decodeHeader(bytes, 'segment')
    if (!reading.ok && reading.reason === 'newer') throw newer(reading.needs, this.#deps.knownSchema)
    if (!reading.ok) throw damaged(path, 'its header is not good', 0)
    const { header } = reading
    if (header.number !== number) throw damaged(path, `it is segment ${header.number}`, 0)
    if (this.#officeId !== null && !sameBytes(this.#officeId, header.officeId)) {
      throw damaged(path, 'it belongs to another office', 0)
    }
    if (header.nextSequence !== this.#nextSequence || !sameBytes(this.#link, header.link)) {
      throw damaged(path, 'it does not follow the segment before it', 0)
    }
    return reading
  }

  #checkEnding(path: string, number: number, scan: SegmentScan, isLast: boolean): void {
    if (scan.ending.kind === 'damaged') throw damaged(path, scan.ending.reason, scan.ending.offset)
    if (scan.ending.kind === 'clean') return
    if (!isLast) throw damaged(path, 'its end is not good and segments follow', scan.end)
    this.#torn = { segment: number, end: scan.end, bytes: scan.ending.bytes }
  }
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
