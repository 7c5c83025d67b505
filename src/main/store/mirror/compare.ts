import type { DataFile, Files } from '../../app/ports/files.ts'
import { frameContext, frameOverhead, readFrame } from '../format/frame.ts'
import { decodeHeader, headerSize } from '../format/header.ts'

/** Files are compared and copied in pieces of this, so that nothing is kept in memory and others run in between. */
export const pieceSize = 1024 * 1024

/** Octets from the start in which both are the same, at most `limit`. */
export async function commonStart(left: DataFile, right: DataFile, limit: number): Promise<number> {
  for (let at = 0; at < limit; at += pieceSize) {
    const length = Math.min(pieceSize, limit - at)
    const [one, other] = [await left.read(at, length), await right.read(at, length)]
    const same = Buffer.from(one.buffer, one.byteOffset, one.byteLength).equals(other)
    if (!same) return at + firstDifference(one, other)
  }
  return limit
}

function firstDifference(one: Uint8Array, other: Uint8Array): number {
  return one.findIndex((octet, index) => octet !== other[index])
}

/**
 * Offset after the last of the frames that follow each other without a fault from the segment's header on. Says
 * nothing of what they hold: a frame's outer tag needs no key.
 */
export function framesEnd(bytes: Buffer, officeId: Uint8Array, segment: number): number {
  const context = frameContext(officeId, segment)
  let end = headerSize
  for (let frame = readFrame(bytes, end, context); frame !== null; frame = readFrame(bytes, end, context)) {
    end += frameOverhead + frame.payload.byteLength
  }
  return Math.min(end, bytes.byteLength)
}

/** The last frame that follows from a segment's header without a fault; null where the header itself is not good. */
export function lastFrameOf(bytes: Buffer): { readonly sequence: number; readonly tag: Uint8Array } | null {
  const reading = decodeHeader(bytes, 'segment')
  if (!reading.ok) return null
  const { officeId, number, nextSequence, link } = reading.header
  const context = frameContext(officeId, number)
  let last = { sequence: nextSequence - 1, tag: link }
  let end = headerSize
  for (let frame = readFrame(bytes, end, context); frame !== null; frame = readFrame(bytes, end, context)) {
    last = { sequence: frame.sequence, tag: frame.tag }
    end += frameOverhead + frame.payload.byteLength
  }
  return last
}

/** Runs `action` on the open file and closes it, whatever comes. */
export async function withFile<T>(
  files: Files,
  path: string,
  mode: 'read' | 'write',
  action: (file: DataFile) => Promise<T>,
): Promise<T> {
  const file = await files.open(path, mode)
  try {
    return await action(file)
  } finally {
    await file.close()
  }
}
