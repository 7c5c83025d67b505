import { join } from 'node:path'
import type { Files } from '../../app/ports/files.ts'
import { replaceFile, sameFiles } from './copy-file.ts'
import type { PlacePaths } from './place.ts'
import type { MirrorSource } from './source.ts'

/** Which copies belong into the place; who keeps the office's list of copies answers. */
export interface MirroredCopies {
  /** Names of the copies in the office's folder that were opened and found whole. */
  good(): readonly string[]
  /** Of these names in the place, those that the rule lets go. */
  removable(there: readonly string[]): readonly string[]
  /** These are in the place, of `size` octets, and were compared with the office's own. */
  arrived(copies: readonly { readonly name: string; readonly size: number }[]): Promise<void>
  /** All that lies in the place now. */
  found(there: readonly string[]): void
}

/** Brings each good copy into the place and reads it back there. */
export async function mirrorCopies(
  deps: { readonly source: MirrorSource; readonly stick: Files; readonly place: PlacePaths },
  urgent: () => Promise<void>,
  proven: Set<string>,
): Promise<void> {
  const { source, stick, place } = deps
  const there = (await stick.list(place.copies)).filter((name) => name.endsWith('.kvs'))
  const all = [...new Set([...there, ...source.copies.good()])]
  const gone = new Set(source.copies.removable(all))
  const arrived: { name: string; size: number }[] = []
  for (const name of source.copies.good()) {
    if (gone.has(name) || proven.has(name)) continue
    const pair = {
      from: { files: source.files, path: join(source.paths.copies, name) },
      to: { files: stick, path: join(place.copies, name) },
    }
    const size = await source.files.size(pair.from.path)
    const same = there.includes(name) && (await sameFiles(pair, urgent))
    if (!same) await replaceFile(pair, size, urgent)
    proven.add(name)
    arrived.push({ name, size })
  }
  for (const name of there) if (gone.has(name)) await stick.remove(join(place.copies, name))
  source.copies.found(all.filter((name) => !gone.has(name)))
  if (arrived.length > 0) await source.copies.arrived(arrived)
}
