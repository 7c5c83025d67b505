import { hash } from 'node:crypto'
import { join } from 'node:path'
import type { SqlJsStatic } from 'sql.js'
import type { Clock } from '../../app/ports/clock.ts'
import { FileError, type Files } from '../../app/ports/files.ts'
import type { CopyMade } from '../../app/ports/safety.ts'
import { type KeyFinder, type KeyRing, keyFinder, ringFinder } from '../keys/key-ring.ts'
import { officePaths } from '../office-paths.ts'
import { encodeSnapshot, readSnapshot, type SnapshotProtection } from '../snapshot/snapshot-file.ts'
import { checkDatabase } from './check-database.ts'

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
    const source = await readSnapshot(deps.files, paths.snapshot(request.snapshot), ringFinder(request.ring))
    if (!source.ok) return { ok: false, problem: source.reason }
    const digest = hash('sha256', source.content)
    const draft = { ...source.header, createdAt: deps.clock.now() }
    await deps.files.writeAtomic(path, encodeSnapshot(draft, source.content, request.protection))
    source.content.buffer.transfer(0)
    const made = await proveCopy(deps, path, { finder: finderOf(request), digest })
    if (!made.ok) await deps.files.remove(path)
    return made
  } catch (error) {
    if (error instanceof FileError) return { ok: false, problem: error.code }
    throw error
  }
}

/** Reads a copy in full and opens its database; it must be the one of `digest`. */
async function proveCopy(
  deps: CopyDeps,
  path: string,
  expected: { readonly finder: KeyFinder; readonly digest: string },
): Promise<CopyMade> {
  const reading = await readSnapshot(deps.files, path, expected.finder)
  if (!reading.ok) return { ok: false, problem: reading.reason }
  const check = checkDatabase(deps.sqlJs, reading.content, reading.header.schema)
  if (!check.ok) return { ok: false, problem: check.fault }
  if (check.content.digest !== expected.digest) return { ok: false, problem: 'damaged' }
  return { ok: true, size: await deps.files.size(path), content: check.content }
}

function finderOf({ protection }: CopyRequest): KeyFinder {
  return protection === null ? ringFinder(null) : keyFinder(protection.key)
}
