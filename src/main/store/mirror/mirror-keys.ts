import type { Files } from '../../app/ports/files.ts'
import { replaceFile, sameFiles } from './copy-file.ts'
import type { PlacePaths } from './place.ts'
import type { MirrorSource } from './source.ts'

interface KeyDeps {
  readonly source: MirrorSource
  readonly stick: Files
  readonly place: PlacePaths
}

/** The office's key file as it is now. */
export async function replaceKeys({ source, stick, place }: KeyDeps): Promise<void> {
  if (!(await source.files.exists(source.keys))) return
  const pair = { from: { files: source.files, path: source.keys }, to: { files: stick, path: place.keys } }
  if ((await stick.exists(place.keys)) && (await sameFiles(pair))) return
  await replaceFile(pair, await source.files.size(source.keys))
}

/** Before the first file under a new key comes into the mirror, and while files under an old one are still in it. */
export async function mergeKeys(deps: KeyDeps): Promise<void> {
  if (!(await deps.stick.exists(deps.place.keys))) await replaceKeys(deps)
}
