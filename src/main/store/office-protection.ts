import type { LoadedOffice } from './journal/load.ts'
import { surveyFiles } from './keys/file-survey.ts'
import { type KeyFinder, ringFinder } from './keys/key-ring.ts'
import { type OpenedKeys, openKeys } from './keys/open-keys.ts'
import type { OfficePaths } from './office-paths.ts'
import { OpenFailure, type OpenProblem } from './open-problem.ts'
import type { StoreDeps } from './store-deps.ts'

/** The keys of an office before its files are read; null where it is to be a plain one. Throws `OpenFailure`. */
export async function openProtection(deps: StoreDeps, paths: OfficePaths): Promise<OpenedKeys | null> {
  if (deps.protection.kind === 'keys') return openKeys({ ...deps, ...deps.protection, paths })
  const survey = await surveyFiles(deps.files, paths)
  if (survey.keyIds.size > 0) throw new OpenFailure({ code: 'no-key', details: { file: paths.keyFile } })
  return null
}

export function finderOf(opened: OpenedKeys | null): KeyFinder {
  return ringFinder(opened?.ring ?? null)
}

/** The journal does not reach the frame that this computer remembers, or has another in its place. */
export function olderThanKnown(opened: OpenedKeys | null, loaded: LoadedOffice): OpenProblem | null {
  const head = opened?.head ?? null
  const sequence = loaded.point.nextSequence - 1
  if (head === null || (sequence >= head.sequence && loaded.knownIs !== 'other')) return null
  const known = { segment: head.segment, sequence: head.sequence }
  return { code: 'older-than-known', details: { known, found: { segment: loaded.last, sequence } } }
}
