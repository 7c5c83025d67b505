import type { Reader, Writer } from '../../app/ports/store.ts'
import type { Fence } from '../lock/fence.ts'
import { type LockDeps, whileLocked } from '../lock/while-locked.ts'
import { damaged, OpenFailure, type OpenProblem, toOpenProblem } from '../open-problem.ts'
import { createReader } from '../recorder.ts'
import { findSource } from './find-source.ts'
import { type ReadOffice, type ReadSourceDeps, readSource } from './read-source.ts'
import { type StageDeps, stageOffice } from './stage-office.ts'
import { type PlaceDeps, stagingFolder, takePlace } from './take-place.ts'

export interface RestoreDeps extends ReadSourceDeps, Omit<StageDeps, 'stamp'>, PlaceDeps, LockDeps {
  /** What kind of office the database holds; null where it was never set up. */
  readonly kindOf: (read: Reader) => 'training' | 'real' | null
  readonly stamp: (
    tx: Writer,
    from: { readonly kind: 'copy' | 'mirror'; readonly asOf: number | null },
  ) => void
}

export interface RestoreWish {
  /** The office's folder: empty, or with a closed office, whose files are kept beside the new ones. */
  readonly folder: string
  readonly kind: 'training' | 'real'
  /** A copy, a mirror, a folder of copies, or a stick with one of these. */
  readonly from: string
  readonly passphrase: string | null
}

const steps = 4

/** Restores an office. Null where it is done; a refusal leaves what was there as it was. `progress` hears of steps. */
export async function restoreOffice(
  deps: RestoreDeps,
  wish: RestoreWish,
  progress: (done: number, total: number) => void = () => undefined,
): Promise<OpenProblem | null> {
  try {
    progress(0, steps)
    await deps.files.makeFolder(wish.folder)
    await whileLocked(deps, wish.folder, (fence) => restoreLocked({ ...deps, fence }, wish, progress))
    return null
  } catch (error) {
    return toOpenProblem(error)
  }
}

async function restoreLocked(
  deps: RestoreDeps & { readonly fence: Fence },
  wish: RestoreWish,
  progress: (done: number, total: number) => void,
): Promise<void> {
  const source = await findSource(deps.files, wish.from)
  if (!source.ok) throw damaged(wish.from, source.problem)
  const { point } = source
  const office = await readSource(deps, point, wish.passphrase)
  refuseOtherKind(deps, wish, office)
  progress(1, steps)
  const staging = stagingFolder(wish.folder)
  await deps.removeTree(staging)
  const stamp: StageDeps['stamp'] = (tx, asOf) => deps.stamp(tx, { kind: point.kind, asOf })
  const encrypted = wish.kind === 'real'
  const staged = await stageOffice({ ...deps, stamp }, office, {
    folder: staging,
    encrypted,
    passphrase: wish.passphrase,
  })
  progress(2, steps)
  await deps.fence.check()
  await takePlace(deps, wish.folder, staged, deps.clock.now())
  progress(steps, steps)
}

/** Training and real offices never mix. */
function refuseOtherKind(deps: RestoreDeps, wish: RestoreWish, { engine }: ReadOffice): void {
  const found = deps.kindOf(createReader(engine, () => undefined))
  if (found === null || found === wish.kind) return
  engine.close()
  throw new OpenFailure({ code: 'another-kind', details: { found, file: wish.from } })
}
