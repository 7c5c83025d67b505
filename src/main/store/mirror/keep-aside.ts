import { join } from 'node:path'
import type { Files } from '../../app/ports/files.ts'
import { replaceFile } from './copy-file.ts'
import type { PlacePaths } from './place.ts'

/** Where a mirror waits that is being made anew: until the new one is whole, the old one may be needed. */
export const superseded = 'superseded'

const keyFile = 'office.keys'

/**
 * Moves what is mirrored into a folder beside it, its key file with it, and leaves empty folders. Snapshots first:
 * what an interruption leaves behind is judged the same again.
 */
export async function keepAside(stick: Files, place: PlacePaths, name: string): Promise<void> {
  const kept = join(place.folder, name)
  await stick.makeFolder(kept)
  if (await stick.exists(place.keys)) {
    const [from, to] = [place.keys, join(kept, keyFile)].map((path) => ({ files: stick, path }))
    if (from !== undefined && to !== undefined) await replaceFile({ from, to }, await stick.size(place.keys))
  }
  await moveAll(stick, place.snapshots, join(kept, 'snapshots'))
  await moveAll(stick, place.journal, join(kept, 'journal'))
}

/** One by one: what is there already was moved before. */
async function moveAll(stick: Files, from: string, to: string): Promise<void> {
  await stick.makeFolder(to)
  for (const name of await stick.list(from)) {
    if (await stick.exists(join(to, name))) await stick.remove(join(from, name))
    else await stick.rename(join(from, name), join(to, name))
  }
}

/** The new mirror is whole. */
export async function removeSuperseded(stick: Files, place: PlacePaths): Promise<void> {
  await removeAll(stick, join(place.folder, superseded))
}

/** Removes the files of an earlier life; its empty folders stay and are used again. */
async function removeAll(stick: Files, folder: string): Promise<void> {
  if (!(await stick.exists(folder))) return
  for (const part of ['journal', 'snapshots']) {
    const inner = join(folder, part)
    if (!(await stick.exists(inner))) continue
    for (const name of await stick.list(inner)) await stick.remove(join(inner, name))
  }
  await stick.remove(join(folder, keyFile))
}
