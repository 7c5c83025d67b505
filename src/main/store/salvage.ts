import { join, relative } from 'node:path'
import { saltSize } from './format/header.ts'
import { newFile } from './keys/key-ring.ts'
import type { OpenedKeys } from './keys/open-keys.ts'
import { writeSecretRecord } from './keys/secret-record.ts'
import { type GoodState, loadLastGood } from './last-good.ts'
import type { Fence } from './lock/fence.ts'
import { whileLocked } from './lock/while-locked.ts'
import { listSegments, listSnapshots, type OfficePaths, officePaths } from './office-paths.ts'
import { openProtection } from './office-protection.ts'
import { type OpenProblem, toOpenProblem } from './open-problem.ts'
import type { LastGood } from './open-store.ts'
import { type Stamp, stampInto } from './restore/stamp.ts'
import { encodeSnapshot } from './snapshot/snapshot-file.ts'
import type { StoreDeps } from './store-deps.ts'

export type SalvageResult =
  /** `kept`: the folder with everything as it was. */
  | { readonly ok: true; readonly kept: string; readonly lastGood: LastGood }
  | { readonly ok: false; readonly problem: OpenProblem }

/**
 * Lets a damaged office go on from its last good state: its journal and snapshots are kept in `kept-YYYYMMDD-HHMMSS` (UTC)
 * in its folder, and a snapshot of that state takes their place, with `stamp` in it. A crash at any point leaves a folder
 * that refuses to open and can be salvaged again, or the salvaged office. Expected refusals are data.
 */
export async function salvage(deps: StoreDeps, stamp: Stamp): Promise<SalvageResult> {
  const paths = officePaths(deps.folder)
  try {
    return await whileLocked(deps, deps.folder, async (fence) => {
      const opened = await openProtection(deps, paths)
      const good = await loadLastGood(deps, paths, opened)
      stampInto(good.loaded.engine, stamp, good.lastGood.at)
      const kept = await replaceFiles({ ...deps, fence }, paths, opened, good)
      return { ok: true, kept, lastGood: good.lastGood }
    })
  } catch (error) {
    return { ok: false, problem: toOpenProblem(error) }
  }
}

async function replaceFiles(
  deps: StoreDeps & { readonly fence: Fence },
  paths: OfficePaths,
  opened: OpenedKeys | null,
  good: GoodState,
): Promise<string> {
  const { files, fence } = deps
  for (const folder of [paths.journal, paths.snapshots]) await files.makeFolder(folder)
  const segments = await listSegments(files, paths)
  const snapshots = await listSnapshots(files, paths)
  const kept = join(paths.folder, `kept-${stampOf(deps.clock.now())}`)
  const old = [...segments.map(paths.segment), ...snapshots.map(paths.snapshot)]
  await keepFiles(deps, paths, kept, old)
  await fence.check()
  const number = Math.max(...segments, ...snapshots) + 1
  await writeSnapshot(deps, paths, opened, good, number)
  good.loaded.engine.close()
  await rememberHead(deps, opened, good, number + 1)
  await fence.check()
  // Until this one rename the folder is the damaged office it was, and from it on the salvaged one.
  await writeSegment(deps, paths, opened, good, number + 1)
  await fence.check()
  for (const path of old) await files.remove(path)
  return kept
}

/** Copies, for the files themselves must stay where they are until the office can do without them. */
async function keepFiles(
  { files }: StoreDeps,
  paths: OfficePaths,
  kept: string,
  old: readonly string[],
): Promise<void> {
  for (const folder of [paths.journal, paths.snapshots])
    await files.makeFolder(join(kept, relative(paths.folder, folder)))
  const all = (await files.exists(paths.keyFile)) ? [...old, paths.keyFile] : old
  for (const path of all) {
    await files.writeAtomic(join(kept, relative(paths.folder, path)), [await files.read(path)])
  }
}

async function writeSnapshot(
  { files, clock, random }: StoreDeps,
  paths: OfficePaths,
  opened: OpenedKeys | null,
  { loaded }: GoodState,
  number: number,
): Promise<void> {
  const key = opened?.ring?.current ?? null
  const protection = key && { key, salt: random.bytes(saltSize), wrap: null }
  const draft = { ...loaded.point, schema: loaded.engine.schema, createdAt: clock.now(), number }
  await files.writeAtomic(paths.snapshot(number), encodeSnapshot(draft, loaded.engine.content(), protection))
}

async function writeSegment(
  { files, clock, random }: StoreDeps,
  paths: OfficePaths,
  opened: OpenedKeys | null,
  { loaded }: GoodState,
  number: number,
): Promise<void> {
  const { officeId, nextSequence, link, schema } = loaded.point
  const place = { officeId, nextSequence, link, schema, number, createdAt: clock.now() }
  const draft = { ...place, kind: 'segment' as const, contentLength: 0 }
  const made = newFile(draft, opened?.ring?.current ?? null, random.bytes(saltSize))
  await files.writeAtomic(paths.segment(number), [made.block])
}

/** A person chose this end of the journal: the next opening does not ask again. */
async function rememberHead(
  { protection }: StoreDeps,
  opened: OpenedKeys | null,
  { loaded }: GoodState,
  segment: number,
): Promise<void> {
  if (protection.kind === 'plain' || opened?.ring == null || opened.officeId === null) return
  const { current, keys, plainUpTo } = opened.ring
  const head = { segment, sequence: loaded.point.nextSequence - 1, tag: loaded.point.link }
  const isKept = opened.kept
  await writeSecretRecord(protection, opened.officeId, {
    current: isKept ? current : null,
    keys: isKept ? keys : [],
    plainUpTo,
    head,
  })
}

/** `YYYYMMDD-HHMMSS` in UTC. */
function stampOf(at: number): string {
  const [day = '', time = ''] = new Date(at).toISOString().split('T')
  return `${day.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}`
}
