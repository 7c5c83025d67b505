import type { EngineFile } from '../engine/engine-file.ts'
import type { FileHeader } from '../format/header.ts'
import { sameBytes } from '../keys/key-ring.ts'
import { listSnapshots } from '../office-paths.ts'
import { damaged, newer } from '../open-problem.ts'
import { readDatabase, type SnapshotReading } from '../snapshot/snapshot-file.ts'
import type { LoadDeps, LoadRange } from './load.ts'

/** What the segments are played onto: a snapshot, or nothing. */
export interface Base {
  /** The snapshot's number; 0 = the journal's beginning. */
  readonly number: number
  readonly header: FileHeader | null
  /** Empty at the journal's beginning. */
  readonly content: EngineFile
}

/**
 * The newest good snapshot from which the segments go on without a gap, else the journal's beginning; with
 * `range.tolerant` the newest good snapshot, whatever follows it. Throws `OpenFailure`.
 */
export async function findBase(
  deps: Required<LoadDeps>,
  segments: readonly number[],
  range: LoadRange,
): Promise<Base> {
  const last = segments.at(-1) ?? 0
  const present = new Set(segments)
  const reaches = (from: number): boolean => {
    for (let number = from; number <= last; number += 1) if (!present.has(number)) return false
    return from <= last
  }
  const tolerant = range.tolerant === true
  const candidates = range.ignoreSnapshots === true ? [] : await listSnapshots(deps.files, deps.paths)
  for (const number of candidates.toReversed()) {
    if (number > (range.upTo ?? number) || (!tolerant && !reaches(number + 1))) continue
    const room = deps.newFile()
    const reading = await readDatabase(deps.files, deps.paths.snapshot(number), deps.finder, room)
    if (!reading.ok && reading.reason === 'newer') throw newer(reading.needs, deps.knownSchema)
    if (reading.ok && fits(reading, number, deps.officeId)) return { ...reading, number }
    room.close()
    const why = !reading.ok && reading.reason === 'closed' ? reading.why : 'it is damaged'
    deps.logger.warn('a snapshot is not good, an older one is tried', { snapshot: number, why })
  }
  if (!reaches(1) && !(tolerant && present.has(1))) {
    throw damaged(deps.paths.journal, 'segments are missing and no good snapshot covers them')
  }
  return { number: 0, header: null, content: deps.newFile() }
}

function fits(
  { header }: SnapshotReading<EngineFile> & { ok: true },
  number: number,
  officeId: Uint8Array | null,
): boolean {
  return header.number === number && (officeId === null || sameBytes(officeId, header.officeId))
}
