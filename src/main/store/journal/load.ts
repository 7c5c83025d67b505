import type { SqlJsStatic } from 'sql.js'
import type { Files } from '../../app/ports/files.ts'
import type { Logger } from '../../app/ports/logger.ts'
import { Engine } from '../engine/engine.ts'
import { decodeHeader, type FileHeader, tagSize } from '../format/header.ts'
import { type SegmentScan, scanSegment } from '../format/scan.ts'
import { listSegments, listSnapshots, type OfficePaths } from '../office-paths.ts'
import { damaged, OpenFailure } from '../open-problem.ts'
import { readSnapshot } from '../snapshot/snapshot-file.ts'
import type { JournalPoint } from './journal.ts'
import { ReplayError, replayFrames } from './replay.ts'

export interface LoadDeps {
  readonly files: Files
  readonly logger: Logger
  readonly paths: OfficePaths
  readonly sqlJs: SqlJsStatic
  /** The newest schema this program has. */
  readonly knownSchema: number
}

/** Which segments to play, and whether their last octets may be a torn write. */
export interface LoadRange {
  /** The last segment to play; without it all of them. */
  readonly upTo?: number
  /** Play from the first segment even where a snapshot would save the way. */
  readonly ignoreSnapshots?: boolean
}

/** An office as its files tell it. Nothing on disk was changed to learn it. */
export interface LoadedOffice {
  readonly engine: Engine
  /** After the last good frame; `segment` is the number of the next segment. */
  readonly point: JournalPoint
  /** Number of the snapshot it was built on; 0 for none. */
  readonly snapshot: number
  readonly replayedFrames: number
  /** Octets of the segments that were played. */
  readonly replayedBytes: number
  /** Where the last segment ends in a torn write. */
  readonly torn: { readonly segment: number; readonly end: number; readonly bytes: number } | null
  /** The last frame of the last segment, which may have been read from the system's cache alone; null where it has none. */
  readonly lastFrame: { readonly segment: number; readonly at: number; readonly bytes: Uint8Array } | null
}

/** Loads an office that has at least one segment. Throws `OpenFailure` or `FileError`. */
export async function loadOffice(deps: LoadDeps, range: LoadRange = {}): Promise<LoadedOffice> {
  const numbers = (await listSegments(deps.files, deps.paths)).filter((n) => n <= (range.upTo ?? n))
  const last = numbers.at(-1)
  if (last === undefined) throw damaged(deps.paths.journal, 'the journal is empty')
  const base = await findBase(deps, numbers, range)
  const player = new Player(deps, base)
  try {
    for (let number = base.number + 1; number <= last; number += 1) await player.play(number, number === last)
  } catch (error) {
    player.engine.close()
    throw error
  }
  return player.result(last)
}

interface Base {
  readonly number: number
  readonly header: FileHeader | null
  readonly content: Uint8Array<ArrayBuffer> | null
}

/** The newest good snapshot from which the segments go on without a gap, else the journal's beginning. */
async function findBase(deps: LoadDeps, segments: readonly number[], range: LoadRange): Promise<Base> {
  const last = segments.at(-1) ?? 0
  const present = new Set(segments)
  const reaches = (from: number): boolean => {
    for (let number = from; number <= last; number += 1) if (!present.has(number)) return false
    return from <= last
  }
  const candidates = range.ignoreSnapshots === true ? [] : await listSnapshots(deps.files, deps.paths)
  for (const number of candidates.toReversed()) {
    if (!reaches(number + 1)) continue
    const path = deps.paths.snapshot(number)
    const reading = await readSnapshot(deps.files, path)
    if (reading.ok && reading.header.number === number) {
      return { number, header: reading.header, content: reading.content }
    }
    if (!reading.ok && reading.reason === 'newer') throw newer(deps, reading.needs)
    deps.logger.warn('a snapshot is damaged, an older one is tried', { snapshot: number })
  }
  if (!reaches(1)) throw damaged(deps.paths.journal, 'segments are missing and no good snapshot covers them')
  return { number: 0, header: null, content: null }
}

class Player {
  readonly engine: Engine
  readonly #deps: LoadDeps
  readonly #snapshot: number
  #officeId: Uint8Array | null
  #nextSequence: number
  #link: Uint8Array
  #frames = 0
  #bytes = 0
  #lastEmpty = false
  #torn: LoadedOffice['torn'] = null
  #lastFrame: LoadedOffice['lastFrame'] = null

  constructor(deps: LoadDeps, base: Base) {
    this.#deps = deps
    this.#snapshot = base.number
    this.engine = new Engine(deps.sqlJs, base.content ?? undefined)
    // The engine has its own copy: this one goes now and not when the collector finds it.
    base.content?.buffer.transfer(0)
    this.#officeId = base.header?.officeId ?? null
    this.#nextSequence = base.header?.nextSequence ?? 1
    this.#link = base.header?.link ?? new Uint8Array(tagSize)
    if (base.header !== null && base.header.schema !== this.engine.schema) {
      throw damaged(deps.paths.snapshot(base.number), 'its schema is not the one it names')
    }
  }

  async play(number: number, isLast: boolean): Promise<void> {
    const path = this.#deps.paths.segment(number)
    const bytes = toBuffer(await this.#deps.files.read(path))
    const header = this.#checkHeader(path, number, bytes)
    const scan = scanSegment(bytes, header)
    this.#checkEnding(path, number, scan, isLast)
    try {
      replayFrames(this.engine, scan.frames)
    } catch (error) {
      if (error instanceof ReplayError) throw damaged(path, error.message)
      throw error
    }
    this.#officeId = header.officeId
    this.#nextSequence = scan.nextSequence
    this.#link = scan.lastTag
    this.#frames += scan.frames.length - (scan.sealed ? 1 : 0)
    this.#bytes += scan.end
    this.#lastEmpty = scan.frames.length === 0
    this.#lastFrame = this.#lastEmpty
      ? null
      : { segment: number, at: scan.lastAt, bytes: new Uint8Array(bytes.subarray(scan.lastAt, scan.end)) }
  }

  result(last: number): LoadedOffice {
    const point: JournalPoint = {
      officeId: this.#officeId ?? new Uint8Array(),
      // A segment without a frame is begun again under its own number.
      segment: this.#lastEmpty ? last : last + 1,
      nextSequence: this.#nextSequence,
      schema: this.engine.schema,
      link: this.#link,
    }
    return {
      engine: this.engine,
      point,
      snapshot: this.#snapshot,
      replayedFrames: this.#frames,
      replayedBytes: this.#bytes,
      torn: this.#torn,
      lastFrame: this.#lastFrame,
    }
  }

  #checkHeader(path: string, number: number, bytes: Buffer): FileHeader {
    const reading = decodeHeader(bytes, 'segment')
    if (!reading.ok && reading.reason === 'newer') throw newer(this.#deps, reading.needs)
    if (!reading.ok) throw damaged(path, 'its header is not good', 0)
    const { header } = reading
    if (header.number !== number) throw damaged(path, `it is segment ${header.number}`, 0)
    if (this.#officeId !== null && !Buffer.from(this.#officeId).equals(header.officeId)) {
      throw damaged(path, 'it belongs to another office', 0)
    }
    if (header.nextSequence !== this.#nextSequence || !Buffer.from(this.#link).equals(header.link)) {
      throw damaged(path, 'it does not follow the segment before it', 0)
    }
    return header
  }

  #checkEnding(path: string, number: number, scan: SegmentScan, isLast: boolean): void {
    if (scan.ending.kind === 'damaged') throw damaged(path, scan.ending.reason, scan.ending.offset)
    if (scan.ending.kind === 'clean') return
    if (!isLast) throw damaged(path, 'its end is not good and segments follow', scan.end)
    this.#torn = { segment: number, end: scan.end, bytes: scan.ending.bytes }
  }
}

function newer(deps: LoadDeps, needs: string): OpenFailure {
  return new OpenFailure({ code: 'newer-schema', details: { needs, knows: deps.knownSchema } })
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
