import type { SqlJsStatic } from 'sql.js'
import type { Clock } from '../../app/ports/clock.ts'
import type { Files } from '../../app/ports/files.ts'
import type { Logger } from '../../app/ports/logger.ts'
import type { FileHeader } from '../format/header.ts'
import { type LoadedOffice, loadOffice } from '../journal/load.ts'
import { officePaths } from '../office-paths.ts'
import { type OpenProblem, toOpenProblem } from '../open-problem.ts'
import { checkSnapshot, encodeSnapshot } from './snapshot-file.ts'

export interface RebuildRequest {
  readonly folder: string
  /** The last segment the snapshot is to hold; it is sealed, and so are all before it. */
  readonly upTo: number
  readonly knownSchema: number
}

export type RebuildResult =
  /** `base` is the snapshot it was built on, 0 for none; `size` is the new file's, in octets. */
  | { readonly ok: true; readonly base: number; readonly size: number }
  | { readonly ok: false; readonly problem: OpenProblem }

/** Makes the snapshot `request.upTo` and checks it. Anything but an answer is a bug. */
export type Rebuild = (request: RebuildRequest) => Promise<RebuildResult>

export interface RebuildDeps {
  readonly files: Files
  readonly clock: Clock
  readonly logger: Logger
  readonly sqlJs: SqlJsStatic
}

/**
 * Builds a snapshot out of the one before it and the sealed segments since, writes it, and reads it back. The files of
 * an open office may be read meanwhile: those it names do not change any more.
 */
export async function rebuildSnapshot(deps: RebuildDeps, request: RebuildRequest): Promise<RebuildResult> {
  const paths = officePaths(request.folder)
  try {
    const loaded = await loadOffice(
      { ...deps, paths, knownSchema: request.knownSchema },
      { upTo: request.upTo },
    )
    const content = loaded.engine.export()
    loaded.engine.close()
    const path = paths.snapshot(request.upTo)
    await deps.files.writeAtomic(path, encodeSnapshot(snapshotHeader(deps, request, loaded), content))
    const refusal = await checkSnapshot(deps.files, path)
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

function snapshotHeader(deps: RebuildDeps, request: RebuildRequest, loaded: LoadedOffice): FileHeader {
  return {
    kind: 'snapshot',
    officeId: loaded.point.officeId,
    number: request.upTo,
    nextSequence: loaded.point.nextSequence,
    schema: loaded.point.schema,
    link: loaded.point.link,
    createdAt: deps.clock.now(),
    contentLength: 0,
  }
}
