import { join } from 'node:path'
import type { SqlJsStatic } from 'sql.js'
import type { Clock } from '../../app/ports/clock.ts'
import { FileError, type Files } from '../../app/ports/files.ts'
import type { CopyMade } from '../../app/ports/safety.ts'
import { DatabaseFile } from '../engine/database-file.ts'
import type { EngineFile } from '../engine/engine-file.ts'
import { type KeyFinder, type KeyRing, keyFinder, ringFinder } from '../keys/key-ring.ts'
import { officePaths } from '../office-paths.ts'
import type { ScratchRoom } from '../snapshot/scratch-room.ts'
import { encodeSnapshot, readDatabase, type SnapshotProtection } from '../snapshot/snapshot-file.ts'
import { checkDatabase, digestOf } from './check-database.ts'

export interface CopyRequest {
  readonly folder: string
  /** The copy's file name. */
  readonly name: string
  /** Number of the snapshot that is copied; it does not change any more. */
  readonly snapshot: number
  /** What the snapshot is under; null in an office that is not encrypted. */
  readonly ring: KeyRing | null
  /** What the copy is to be under: with the passphrase's wrap in its header. */
  readonly protection: SnapshotProtection | null
}

export interface CopyDeps {
  readonly files: Files
  readonly clock: Clock
  readonly sqlJs: SqlJsStatic
  /** Where the database is meanwhile; without it in memory. */
  readonly scratch?: ScratchRoom
}

/**
 * Writes a snapshot's database into a file of its own, reads that back and opens it. What is not as it was written is
 * removed again: a copy that is there was good once.
 */
export async function makeCopy(deps: CopyDeps, request: CopyRequest): Promise<CopyMade> {
  const paths = officePaths(request.folder)
  const path = join(paths.copies, request.name)
  try {
    await deps.files.makeFolder(paths.copies)
    const written = await inRoom(deps, path, (room) => writeCopy(deps, { ...request, path }, room))
    if (!written.ok) return written
    const { digest } = written
    const finder = finderOf(request)
    const made = await inRoom(deps, path, (room) => proveCopy(deps, { path, finder, digest }, room))
    if (!made.ok) await deps.files.remove(path)
    return made
  } catch (error) {
    if (error instanceof FileError) return { ok: false, problem: error.code }
    throw error
  }
}

async function inRoom<T>(
  { scratch }: CopyDeps,
  path: string,
  work: (room: EngineFile) => Promise<T>,
): Promise<T> {
  const room = scratch?.(path) ?? new DatabaseFile()
  try {
    return await work(room)
  } finally {
    room.close()
  }
}

/** The snapshot's database under the copy's own key; gives its SHA-256. */
async function writeCopy(
  deps: CopyDeps,
  request: CopyRequest & { readonly path: string },
  room: EngineFile,
): Promise<
  { readonly ok: true; readonly digest: string } | { readonly ok: false; readonly problem: string }
> {
  const snapshot = officePaths(request.folder).snapshot(request.snapshot)
  const source = await readDatabase(deps.files, snapshot, ringFinder(request.ring), room)
  if (!source.ok) return { ok: false, problem: source.reason }
  const digest = digestOf(source.content)
  const draft = { ...source.header, createdAt: deps.clock.now() }
  await deps.files.writeAtomic(request.path, encodeSnapshot(draft, source.content, request.protection))
  return { ok: true, digest }
}

interface WrittenCopy {
  readonly path: string
  readonly finder: KeyFinder
  readonly digest: string
}

/** Reads a copy in full and opens its database; it must be the one of `digest`. */
async function proveCopy(deps: CopyDeps, copy: WrittenCopy, room: EngineFile): Promise<CopyMade> {
  const reading = await readDatabase(deps.files, copy.path, copy.finder, room)
  if (!reading.ok) return { ok: false, problem: reading.reason }
  const check = checkDatabase(deps.sqlJs, reading.content, reading.header.schema)
  if (!check.ok) return { ok: false, problem: check.fault }
  if (check.content.digest !== copy.digest) return { ok: false, problem: 'damaged' }
  return { ok: true, size: await deps.files.size(copy.path), content: check.content }
}

function finderOf({ protection }: CopyRequest): KeyFinder {
  return protection === null ? ringFinder(null) : keyFinder(protection.key)
}
