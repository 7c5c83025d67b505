import type { Files } from '../../app/ports/files.ts'
import { decodeHeader, headerSize } from '../format/header.ts'
import { listSegments, listSnapshots } from '../office-paths.ts'
import { commonStart, framesEnd, lastFrameOf, withFile } from './compare.ts'
import type { PlacePaths } from './place.ts'
import { durableLength, listSource, type MirrorSource } from './source.ts'

/** How a mirror that was left alone stands to its office. */
export interface Judgement {
  /**
   * It holds what the office never wrote, or has lost: the mirror of the same office's other life. It must be kept,
   * for it may know more.
   */
  readonly diverged: boolean
  /** Octets of each mirrored segment that are the office's own, from its start. */
  readonly good: ReadonlyMap<number, number>
}

/** Compares every segment in the mirror with the office's; times and lengths prove nothing. */
export async function judgeMirror(source: MirrorSource, stick: Files, place: PlacePaths): Promise<Judgement> {
  const own = await listSource(source)
  const last = source.durable().segment
  const good = new Map<number, number>()
  let diverged = (await listSnapshots(stick, place)).some((number) => number >= last)
  for (const number of await listSegments(stick, place)) {
    const path = place.segment(number)
    if (number > last) {
      const end = framesEnd(asBuffer(await stick.read(path)), source.officeId, number)
      diverged ||= end > headerSize
    } else if (own.segments.includes(number)) {
      const common = await commonWith(source, { stick, path }, number)
      diverged ||= common.lost
      good.set(number, common.octets)
    }
  }
  diverged ||= await knowsMore(source, stick, place, own.segments[0] ?? 0)
  return { diverged, good }
}

/**
 * Whether the segments that the office let go long ago go on in the mirror to where the office never was: after a
 * salvage, or a restore from an older copy, the mirror may be all there is of the last hours.
 */
async function knowsMore(
  source: MirrorSource,
  stick: Files,
  place: PlacePaths,
  first: number,
): Promise<boolean> {
  const begin = await withFile(source.files, source.paths.segment(first), 'read', (file) =>
    file.read(0, headerSize),
  )
  const own = decodeHeader(begin, 'segment')
  if (!own.ok) return false
  const older = (await listSegments(stick, place)).filter((number) => number < first)
  for (const number of older.toReversed()) {
    const last = lastFrameOf(asBuffer(await stick.read(place.segment(number))))
    if (last === null) continue
    const { nextSequence, link } = own.header
    if (last.sequence !== nextSequence - 1) return last.sequence >= nextSequence
    return !Buffer.from(last.tag).equals(link)
  }
  return false
}

async function commonWith(
  source: MirrorSource,
  mirrored: { readonly stick: Files; readonly path: string },
  number: number,
): Promise<{ octets: number; lost: boolean }> {
  const limit = await durableLength(source, number)
  return withFile(source.files, source.paths.segment(number), 'read', (from) =>
    withFile(mirrored.stick, mirrored.path, 'read', async (to) => {
      const size = await to.size()
      const octets = await commonStart(from, to, Math.min(size, limit))
      if (octets === size) return { octets, lost: false }
      // A whole frame after the common octets was acknowledged once. What makes no frame is a write that was cut.
      const bytes = asBuffer(await to.read(0, size))
      const end = framesEnd(bytes, source.officeId, number)
      return { octets, lost: end > headerSize && end > octets }
    }),
  )
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
