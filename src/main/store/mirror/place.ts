import { isAbsolute, join, relative } from 'node:path'
import { FileError, type Files } from '../../app/ports/files.ts'
import { type OfficePaths, officePaths } from '../office-paths.ts'

/** Where one office's mirror and copies lie in the second folder or on the stick; several offices may share one. */
export interface PlacePaths extends OfficePaths {
  readonly keys: string
  readonly mark: string
}

/** What the mirror says about itself; the only file that makes a folder a mirror. */
export interface MirrorMark {
  /** The office's id, 32 hex digits. */
  readonly office: string
  /** When everything acknowledged was there last; null = never yet. */
  readonly levelAt: number | null
}

export type PlaceProblem = 'absent' | 'full' | 'read-only' | 'foreign' | 'inside' | 'failed'

const format = 1

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

export function placePaths(folder: string, officeId: Uint8Array): PlacePaths {
  const base = join(folder, `kvitok-${hexOf(officeId).slice(0, 8)}`)
  return { ...officePaths(base), keys: join(base, 'office.keys'), mark: join(base, 'mirror.json') }
}

/** Null where there is no mark; `foreign` where what is there says nothing this program understands. */
export async function readMark(files: Files, paths: PlacePaths): Promise<MirrorMark | 'foreign' | null> {
  if (!(await files.exists(paths.mark))) return null
  return parseMark(Buffer.from(await files.read(paths.mark)).toString('utf8'))
}

function parseMark(text: string): MirrorMark | 'foreign' {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return 'foreign'
    throw error
  }
  if (raw === null || typeof raw !== 'object' || !('format' in raw) || raw.format !== format) return 'foreign'
  if (!('office' in raw) || typeof raw.office !== 'string') return 'foreign'
  const levelAt = 'levelAt' in raw && typeof raw.levelAt === 'number' ? raw.levelAt : null
  return { office: raw.office, levelAt }
}

export async function writeMark(files: Files, paths: PlacePaths, mark: MirrorMark): Promise<void> {
  await files.writeAtomic(paths.mark, [Buffer.from(`${JSON.stringify({ format, ...mark })}\n`)])
}

/**
 * Makes the office's folder in a place that a person chose, or finds it there. Nothing of another office is touched.
 * Null where the mirror may begin.
 */
export async function preparePlace(
  files: Files,
  folder: string,
  office: { readonly id: Uint8Array; readonly folder: string },
): Promise<PlaceProblem | null> {
  if (isInside(folder, office.folder) || isInside(office.folder, folder)) return 'inside'
  const paths = placePaths(folder, office.id)
  try {
    if (!(await files.exists(folder))) return 'absent'
    const mark = await readMark(files, paths)
    if (mark === 'foreign' || (mark !== null && mark.office !== hexOf(office.id))) return 'foreign'
    if (mark === null && (await files.exists(paths.folder)) && (await files.list(paths.folder)).length > 0) {
      return 'foreign'
    }
    await files.makeFolder(paths.folder)
    if (mark === null) await writeMark(files, paths, { office: hexOf(office.id), levelAt: null })
    for (const one of [paths.journal, paths.snapshots, paths.copies]) await files.makeFolder(one)
    return null
  } catch (error) {
    if (error instanceof FileError) return placeProblem(error)
    throw error
  }
}

export function placeProblem(error: FileError): Exclude<PlaceProblem, 'foreign' | 'inside'> {
  if (error.code === 'missing') return 'absent'
  if (error.code === 'no-space') return 'full'
  if (error.code === 'read-only' || error.code === 'denied') return 'read-only'
  return 'failed'
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way === '' || !(way.startsWith('..') || isAbsolute(way))
}
