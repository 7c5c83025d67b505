import type { Files } from '../../app/ports/files.ts'
import { surveyFiles } from '../keys/file-survey.ts'
import { readKeyFile } from '../keys/key-file.ts'
import { replaceFile, sameFiles } from './copy-file.ts'
import type { PlacePaths } from './place.ts'
import type { MirrorSource } from './source.ts'

interface KeyDeps {
  readonly source: MirrorSource
  readonly stick: Files
  readonly place: PlacePaths
}

/** Whether the office's key file has every key that a file in the mirror is under; true where there is none. */
export async function keysCover({ source, stick, place }: KeyDeps): Promise<boolean> {
  const reading = await readKeyFile(source.files, source.keys)
  if (reading.kind !== 'good') return reading.kind === 'none'
  const known = new Set(reading.file.keys.map(({ id }) => id))
  const { keyIds } = await surveyFiles(stick, place)
  return [...keyIds].every((id) => known.has(id))
}

/**
 * Brings the office's key file into the mirror. It comes before the first file under a new key, and not while a file is
 * in the mirror whose key it has no more.
 */
export async function refreshKeys(deps: KeyDeps): Promise<void> {
  const { source, stick, place } = deps
  if (!(await source.files.exists(source.keys))) return
  const pair = { from: { files: source.files, path: source.keys }, to: { files: stick, path: place.keys } }
  if ((await stick.exists(place.keys)) && (await sameFiles(pair))) return
  if (await keysCover(deps)) await replaceFile(pair, await source.files.size(source.keys))
}
