import { hostname } from 'node:os'
import { join } from 'node:path'
import { saltSize } from './format/header.ts'
import { newFile } from './keys/key-ring.ts'
import type { OpenedKeys } from './keys/open-keys.ts'
import { writeSecretRecord } from './keys/secret-record.ts'
import { type GoodState, loadLastGood } from './last-good.ts'
import { lockOffice } from './lock/office-lock.ts'
import { eightDigits, listSegments, listSnapshots, type OfficePaths, officePaths } from './office-paths.ts'
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
 * Lets a damaged office go on from its last good state: its journal and snapshots move to `kept-YYYYMMDD-HHMMSS` (UTC)
 * in its folder, and a snapshot of that state takes their place, with `stamp` in it. A crash at any point leaves a folder that refuses to
 * open and can be salvaged again. Expected refusals are data.
 */
export async function salvage(deps: StoreDeps, stamp: Stamp): Promise<SalvageResult> {
  const paths = officePaths(deps.folder)
  try {
    const holder = { host: hostname(), pid: process.pid, since: deps.clock.now() }
    const lock = await lockOffice(deps.files, paths, holder)
    if (!lock.ok) {
      return { ok: false, problem: { code: 'locked', details: { holder: lock.holder, file: paths.lock } } }
    }
    try {
      const opened = await openProtection(deps, paths)
      const good = await loadLastGood(deps, paths, opened)
      stampInto(good.loaded.engine, stamp, good.lastGood.at)
      const kept = await replaceFiles(deps, paths, opened, good)
      return { ok: true, kept, lastGood: good.lastGood }
    } finally {
      await lock.release()
    }
  } catch (error) {
    return { ok: false, problem: toOpenProblem(error) }
  }
}

async function replaceFiles(
  deps: StoreDeps,
  paths: OfficePaths,
  opened: OpenedKeys | null,
  good: GoodState,
): Promise<string> {
  const { files } = deps
  for (const folder of [paths.journal, paths.snapshots]) await files.makeFolder(folder)
  const kept = join(paths.folder, `kept-${stampOf(deps.clock.now())}`)
  const journal = join(kept, 'journal-new')
  const snapshots = join(kept, 'snapshots-new')
  for (const folder of [kept, journal, snapshots]) await files.makeFolder(folder)
  const segment = await stage(deps, paths, opened, good, { journal, snapshots })
  good.loaded.engine.close()
  if (await files.exists(paths.keyFile)) {
    await files.writeAtomic(join(kept, 'office.keys'), [await files.read(paths.keyFile)])
  }
  // The snapshot first: it alone, or beside the old journal, is damage and not a new office.
  await files.rename(paths.snapshots, join(kept, 'snapshots'))
  await files.rename(snapshots, paths.snapshots)
  await files.rename(paths.journal, join(kept, 'journal'))
  await files.rename(journal, paths.journal)
  await rememberHead(deps, opened, good, segment)
  return kept
}

interface Stage {
  readonly journal: string
  readonly snapshots: string
}

/** Writes the snapshot and an empty segment after it, with numbers that no file of the office had; returns the segment's. */
async function stage(
  deps: StoreDeps,
  paths: OfficePaths,
  opened: OpenedKeys | null,
  { loaded }: GoodState,
  folders: Stage,
): Promise<number> {
  const { files, clock, random } = deps
  const numbers = [...(await listSegments(files, paths)), ...(await listSnapshots(files, paths))]
  const number = Math.max(...numbers)
  const key = opened?.ring?.current ?? null
  const draft = { ...loaded.point, schema: loaded.engine.schema, createdAt: clock.now(), number }
  const protection = key && { key, salt: random.bytes(saltSize), wrap: null }
  const content = encodeSnapshot(draft, loaded.engine.content(), protection)
  await files.writeAtomic(join(folders.snapshots, `${eightDigits(number)}.kvs`), content)
  const next = number + 1
  const made = newFile(
    { ...draft, kind: 'segment', number: next, contentLength: 0 },
    key,
    random.bytes(saltSize),
  )
  await files.writeAtomic(join(folders.journal, `${eightDigits(next)}.kvj`), [made.block])
  return next
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
  await writeSecretRecord(protection.secrets, opened.officeId, {
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
