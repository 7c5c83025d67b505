import type { SqlJsStatic } from 'sql.js'
import type { Clock } from '../../app/ports/clock.ts'
import type { Files } from '../../app/ports/files.ts'
import type { Logger } from '../../app/ports/logger.ts'
import type { Random } from '../../app/ports/random.ts'
import { saltSize } from '../format/header.ts'
import { loadOffice } from '../journal/load.ts'
import { type KeyRing, ringFinder } from '../keys/key-ring.ts'
import { officePaths } from '../office-paths.ts'
import { type OpenProblem, toOpenProblem } from '../open-problem.ts'
import type { ScratchRoom } from './scratch-room.ts'
import { checkSnapshot, encodeSnapshot } from './snapshot-file.ts'

export interface RebuildRequest {
  readonly folder: string
  /** The last segment the snapshot is to hold; it is sealed, and so are all before it. */
  readonly upTo: number
  readonly knownSchema: number
  /** What the office's files are under; null in one that is not encrypted. */
  readonly ring: KeyRing | null
}

export type RebuildResult =
  /** `base` is the snapshot it was built on, 0 for none; `size` is the new file's, in octets. */
  | { readonly ok: true; readonly base: number; readonly size: number }
  | { readonly ok: false; readonly problem: OpenProblem }

/** Makes the snapshot `request.upTo` and checks it; null where `signal` ended it. Any other rejection is a bug. */
export type Rebuild = (request: RebuildRequest, signal: AbortSignal) => Promise<RebuildResult | null>

export interface RebuildDeps {
  readonly files: Files
  readonly clock: Clock
  readonly logger: Logger
  readonly random: Random
  readonly sqlJs: SqlJsStatic
  /** Where the database is while it is built; without it in memory. */
  readonly scratch?: ScratchRoom
}

/**
 * Builds a snapshot out of the one before it and the sealed segments since, writes it, and reads it back. The files of
 * an open office may be read meanwhile: those it names do not change any more.
 */
export async function rebuildSnapshot(deps: RebuildDeps, request: RebuildRequest): Promise<RebuildResult> {
  const { ring, upTo, knownSchema } = request
  const paths = officePaths(request.folder)
  const finder = ringFinder(ring)
  try {
    const path = paths.snapshot(upTo)
    const { scratch } = deps
    const room = scratch === undefined ? {} : { newFile: () => scratch(path) }
    const loaded = await loadOffice(
      { ...deps, paths, knownSchema, finder, officeId: null, ...room },
      { upTo },
    )
    const header = { ...loaded.point, number: upTo, createdAt: deps.clock.now() }
    const protection = ring && { key: ring.current, salt: deps.random.bytes(saltSize), wrap: null }
    try {
      await deps.files.writeAtomic(path, encodeSnapshot(header, loaded.engine.content(), protection))
    } finally {
      loaded.engine.close()
    }
    const refusal = await checkSnapshot(deps.files, path, finder)
    if (refusal !== null) {
      await deps.files.remove(path)
      const details = { file: path, offset: null, reason: 'not what was written' }
      return { ok: false, problem: { code: 'damaged', details } }
    }
    return { ok: true, base: loaded.snapshot, size: await deps.files.size(path) }
  } catch (error) {
    return { ok: false, problem: toOpenProblem(error) }
  }
}
