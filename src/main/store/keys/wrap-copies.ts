import { join } from 'node:path'
import type { Files } from '../../app/ports/files.ts'
import type { Fence } from '../lock/fence.ts'
import type { OfficePaths } from '../office-paths.ts'
import {
  encodeSnapshot,
  readSnapshot,
  readSnapshotHeader,
  type SnapshotProtection,
} from '../snapshot/snapshot-file.ts'
import { type KeyRing, ringFinder } from './key-ring.ts'

export interface CopyFolder {
  readonly files: Files
  readonly fence: Fence
  readonly paths: OfficePaths
}

/**
 * Encrypts anew each copy from before the first passphrase: nothing but a key of the ring opens it, and from then on the
 * passphrase does. `protection` gives a fresh salt each time. Rejects with `FileError` or the fence's refusal.
 */
export async function wrapCopies(
  { files, fence, paths }: CopyFolder,
  ring: KeyRing,
  protection: () => SnapshotProtection,
): Promise<void> {
  if (!(await files.exists(paths.copies))) return
  for (const name of await files.list(paths.copies)) {
    if (!name.endsWith('.kvs')) continue
    const path = join(paths.copies, name)
    const start = await readSnapshotHeader(files, path)
    if (!start.ok || start.header.protection === null || start.header.protection.wrap !== null) continue
    const reading = await readSnapshot(files, path, ringFinder(ring))
    // What is damaged no key will open again.
    if (!reading.ok) continue
    await fence.check()
    await files.writeAtomic(path, encodeSnapshot(reading.header, reading.content, protection()))
  }
}
