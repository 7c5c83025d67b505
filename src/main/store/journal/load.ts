import type { SqlJsStatic } from 'sql.js'
import { FileError, type Files } from '../../app/ports/files.ts'
import type { Logger } from '../../app/ports/logger.ts'
import { DatabaseFile } from '../engine/database-file.ts'
import type { Engine } from '../engine/engine.ts'
import type { EngineFile } from '../engine/engine-file.ts'
import type { KeyFinder } from '../keys/key-ring.ts'
import { listSegments, type OfficePaths } from '../office-paths.ts'
import { damaged, OpenFailure, type OpenProblem, toOpenProblem } from '../open-problem.ts'
import { findBase } from './base.ts'
import type { JournalPoint } from './journal.ts'
import { Player } from './player.ts'

export interface LoadDeps {
  readonly files: Files
  readonly logger: Logger
  readonly paths: OfficePaths
  readonly sqlJs: SqlJsStatic
  /** The newest schema this program has. */
  readonly knownSchema: number
  readonly finder: KeyFinder
  /** The office that all files must belong to; null where the first one says. */
  readonly officeId: Uint8Array | null
  /** Where the database is to be; in memory where nothing is said. The engine lets go of it when it is closed. */
  readonly newFile?: () => EngineFile
}

/** A frame that this computer remembers to have written. */
export interface KnownFrame {
  readonly sequence: number
  readonly tag: Uint8Array
}

/** Which segments to play, and whether their last octets may be a torn write. */
export interface LoadRange {
  /** The last segment to play; without it all of them. */
  readonly upTo?: number
  /** Play from the first segment even where a snapshot would save the way. */
  readonly ignoreSnapshots?: boolean
  /** End at the first thing that is not good, in the last good state, instead of throwing. */
  readonly tolerant?: boolean
  readonly known?: KnownFrame | null
}

/** An office as its files tell it. Nothing on disk was changed to learn it. */
export interface LoadedOffice {
  readonly engine: Engine
  /** After the last good frame; `segment` is the number of the next segment. */
  readonly point: JournalPoint
  /** Number of the last segment (or snapshot) that was read. */
  readonly last: number
  /** Number of the snapshot it was built on; 0 for none. */
  readonly snapshot: number
  readonly replayedFrames: number
  /** Octets of the segments that were played. */
  readonly replayedBytes: number
  /** Where the last segment ends in a torn write. */
  readonly torn: { readonly segment: number; readonly end: number; readonly bytes: number } | null
  /** The last frame of the last segment, which may have been read from the system's cache alone; null where it has none. */
  readonly lastFrame: { readonly segment: number; readonly at: number; readonly bytes: Uint8Array } | null
  /** When the last file that was read was begun. */
  readonly goodAt: number | null
  /** What ended a tolerant reading early. */
  readonly problem: OpenProblem | null
  /** Whether the frame that was asked for is the known one; `unseen` where it is inside the snapshot or not there. */
  readonly knownIs: 'same' | 'other' | 'unseen'
}

/** Loads an office that has at least one segment. Throws `OpenFailure` or `FileError`. */
export async function loadOffice(deps: LoadDeps, range: LoadRange = {}): Promise<LoadedOffice> {
  const numbers = (await listSegments(deps.files, deps.paths)).filter((n) => n <= (range.upTo ?? n))
  if (numbers.length === 0 && range.tolerant !== true)
    throw damaged(deps.paths.journal, 'the journal is empty')
  const newFile = deps.newFile ?? (() => new DatabaseFile())
  const base = await findBase({ ...deps, newFile }, numbers, range)
  const player = new Player(deps, base, range.known ?? null)
  const last = Math.max(base.number, numbers.at(-1) ?? 0)
  try {
    for (let number = base.number + 1; number <= last; number += 1) await player.play(number, number === last)
  } catch (error) {
    if (range.tolerant === true && isBad(error)) return { ...player.result(), problem: toOpenProblem(error) }
    player.engine.close()
    throw error
  }
  return player.result()
}

/** What a last good state may end at: a newer program's file is not bad, and a bug is not the file's. */
function isBad(error: unknown): boolean {
  return error instanceof FileError || (error instanceof OpenFailure && error.problem.code === 'damaged')
}
