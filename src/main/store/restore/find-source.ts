import { join } from 'node:path'
import { FileError, type Files } from '../../app/ports/files.ts'
import { decodeHeader, type FileHeader, headerSize } from '../format/header.ts'
import { readMark } from '../mirror/place.ts'
import { listSegments, officePaths } from '../office-paths.ts'
import { readSnapshotHeader } from '../snapshot/snapshot-file.ts'

/** Something that an office can be restored from. */
export interface RestorePoint {
  readonly kind: 'copy' | 'mirror'
  /** The copy's file, or the folder with the mirror's journal. */
  readonly path: string
  readonly officeId: Uint8Array
  /** When the newest of it was written, as far as it says. */
  readonly at: number
  readonly encrypted: boolean
  readonly size: number
}

/** `none`: nothing of ours is there; `several`: offices of which one must be chosen; `newer`: a newer program's. */
export type SourceProblem = 'none' | 'several' | 'damaged' | 'newer' | 'unreadable'

export type FoundSource =
  | { readonly ok: true; readonly point: RestorePoint }
  | { readonly ok: false; readonly problem: SourceProblem }

const copyName = /\.kvs$/
const officeFolder = /^kvitok-[0-9a-f]{8}$/

/**
 * Looks at a path that a person pointed to: a copy, a mirror, a folder of copies, or the stick with one of these on it.
 * Of several copies the newest good one counts, an encrypted one before any that is plain. Nothing is decrypted.
 */
export async function findSource(files: Files, path: string): Promise<FoundSource> {
  try {
    const names = await listed(files, path)
    return names === null ? await copyAt(files, path) : await inFolder(files, path, names)
  } catch (error) {
    if (error instanceof FileError) return refusal(error.code === 'missing' ? 'none' : 'unreadable')
    throw error
  }
}

/** Null where the path is no folder. Rejects with `missing` where nothing is there. */
async function listed(files: Files, path: string): Promise<string[] | null> {
  try {
    return await files.list(path)
  } catch (error) {
    if (error instanceof FileError && error.code === 'missing' && (await files.exists(path))) return null
    throw error
  }
}

async function inFolder(files: Files, path: string, names: readonly string[]): Promise<FoundSource> {
  if (names.includes('journal') && names.includes('snapshots')) {
    const mirror = await mirrorAt(files, path)
    if (mirror.ok || mirror.problem !== 'none') return mirror
  }
  const copies = names.filter((name) => copyName.test(name))
  if (copies.length > 0) return newestCopy(files, path, copies)
  if (names.includes('copies')) return findSource(files, join(path, 'copies'))
  const offices = names.filter((name) => officeFolder.test(name))
  const [only] = offices
  if (only === undefined) return refusal('none')
  return offices.length > 1 ? refusal('several') : findSource(files, join(path, only))
}

async function copyAt(files: Files, path: string): Promise<FoundSource> {
  const reading = await readSnapshotHeader(files, path)
  if (!reading.ok) return refusal(reading.reason === 'newer' ? 'newer' : 'damaged')
  const { header } = reading
  return found('copy', path, header, { at: header.createdAt, size: await files.size(path) })
}

async function newestCopy(files: Files, folder: string, names: readonly string[]): Promise<FoundSource> {
  let best: FoundSource = refusal('damaged')
  for (const name of names) {
    const next = await copyAt(files, join(folder, name))
    if (next.ok && (!best.ok || isBetter(next.point, best.point))) best = next
    else if (!next.ok && next.problem === 'newer' && !best.ok) best = next
  }
  return best
}

/** No office is encrypted once and plain later: whatever a plain copy beside encrypted ones says, it is none of ours. */
function isBetter(one: RestorePoint, other: RestorePoint): boolean {
  return one.encrypted === other.encrypted ? one.at >= other.at : one.encrypted
}

/** A mirror, or an office's own folder: both are a journal with its snapshots. */
async function mirrorAt(files: Files, folder: string): Promise<FoundSource> {
  const paths = officePaths(folder)
  const last = (await listSegments(files, paths)).at(-1)
  if (last === undefined) return refusal('none')
  const path = paths.segment(last)
  const reading = decodeHeader(await start(files, path), 'segment')
  if (!reading.ok) return refusal(reading.reason)
  const mark = await readMark(files, { ...paths, keys: paths.keyFile, mark: join(folder, 'mirror.json') })
  const levelAt = mark === null || mark === 'foreign' ? null : mark.levelAt
  const at = Math.max(levelAt ?? 0, reading.header.createdAt)
  return found('mirror', folder, reading.header, {
    at,
    size: await sizeOf(files, [paths.journal, paths.snapshots]),
  })
}

async function start(files: Files, path: string): Promise<Uint8Array> {
  const file = await files.open(path, 'read')
  try {
    return await file.read(0, Math.min(headerSize, await file.size()))
  } finally {
    await file.close()
  }
}

async function sizeOf(files: Files, folders: readonly string[]): Promise<number> {
  let size = 0
  for (const folder of folders) {
    for (const name of await files.list(folder)) size += await files.size(join(folder, name))
  }
  return size
}

function found(
  kind: RestorePoint['kind'],
  path: string,
  header: FileHeader,
  facts: { readonly at: number; readonly size: number },
): FoundSource {
  const { officeId, protection } = header
  return { ok: true, point: { kind, path, officeId, encrypted: protection !== null, ...facts } }
}

function refusal(problem: SourceProblem): FoundSource & { ok: false } {
  return { ok: false, problem }
}
