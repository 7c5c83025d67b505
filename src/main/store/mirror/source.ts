import type { Files } from '../../app/ports/files.ts'
import { listSegments, listSnapshots, type OfficePaths } from '../office-paths.ts'
import type { MirroredCopies } from './mirror-copies.ts'

/** Up to here the journal is on the office's own disk: nothing after it may be in a mirror. */
export interface DurablePoint {
  readonly segment: number
  /** Octets from the segment's start. */
  readonly position: number
}

/** The office that is mirrored: its files, which others write, and how much of them counts. */
export interface MirrorSource {
  readonly files: Files
  readonly paths: OfficePaths
  readonly keys: string
  readonly officeId: Uint8Array
  readonly copies: MirroredCopies
  durable(): DurablePoint
}

/** Octets of a segment that may be mirrored now. Rejects with `missing` where it was let go. */
export async function durableLength(source: MirrorSource, segment: number): Promise<number> {
  const point = source.durable()
  return segment === point.segment ? point.position : source.files.size(source.paths.segment(segment))
}

export interface SourceFiles {
  readonly segments: readonly number[]
  readonly snapshots: readonly number[]
}

/** What the office has now; of the segments, those that are durable. */
export async function listSource(source: MirrorSource): Promise<SourceFiles> {
  const { segment } = source.durable()
  const segments = await listSegments(source.files, source.paths)
  const snapshots = await listSnapshots(source.files, source.paths)
  return { segments: segments.filter((number) => number <= segment), snapshots }
}
