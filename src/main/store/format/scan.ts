import { type Frame, flagSeal, frameContext, frameMarker, frameOverhead, readFrame } from './frame.ts'
import { type FileHeader, headerSize } from './header.ts'

/** What follows the last good frame of a segment. */
export type SegmentEnding =
  /** Nothing but the zeros it was sized ahead with. */
  | { readonly kind: 'clean' }
  /** Octets that form no frame, and no frame after them: the write a crash interrupted. */
  | { readonly kind: 'torn'; readonly bytes: number }
  /** A good frame after a bad one, or one that does not follow its neighbour: the file was changed or decayed. */
  | { readonly kind: 'damaged'; readonly offset: number; readonly reason: string }

export interface SegmentScan {
  readonly frames: readonly Frame[]
  /** Offset of the last good frame, and the offset after it; both the header's end where there is none. */
  readonly lastAt: number
  readonly end: number
  readonly nextSequence: number
  readonly lastTag: Uint8Array
  readonly sealed: boolean
  readonly ending: SegmentEnding
}

/** Reads every frame of a segment file whose header was already found good. */
export function scanSegment(bytes: Buffer, header: FileHeader): SegmentScan {
  const context = frameContext(header.officeId, header.number)
  const frames: Frame[] = []
  let offset = headerSize
  let lastAt = headerSize
  let nextSequence = header.nextSequence
  let lastTag = header.link
  let sealed = false
  let ending: SegmentEnding | null = null
  while (ending === null && !sealed) {
    const frame = readFrame(bytes, offset, context)
    if (frame === null) {
      ending = judgeEnding(bytes, offset, context)
    } else if (frame.sequence !== nextSequence || !frame.previousTag.equals(lastTag)) {
      ending = { kind: 'damaged', offset, reason: `frame ${frame.sequence} where ${nextSequence} belongs` }
    } else {
      frames.push(frame)
      lastAt = offset
      offset += frameOverhead + frame.payload.byteLength
      nextSequence += 1
      lastTag = frame.tag
      sealed = (frame.flags & flagSeal) !== 0
    }
  }
  return {
    frames,
    lastAt,
    end: offset,
    nextSequence,
    lastTag: new Uint8Array(lastTag),
    sealed,
    ending: ending ?? judgeEnding(bytes, offset, context),
  }
}

/**
 * A frame is written only after the sync of the frame before it returned. So what a crash leaves is one bad frame and
 * nothing after it; a good frame further on proves that the bad one was once on disk whole.
 */
function judgeEnding(bytes: Buffer, from: number, context: Buffer): SegmentEnding {
  const used = lastUsed(bytes, from)
  if (used === from) return { kind: 'clean' }
  const marker = Buffer.alloc(4)
  marker.writeUInt32LE(frameMarker)
  for (let at = bytes.indexOf(marker, from + 1); at >= 0; at = bytes.indexOf(marker, at + 1)) {
    const later = readFrame(bytes, at, context)
    if (later !== null) {
      return { kind: 'damaged', offset: from, reason: `a bad frame before the good frame ${later.sequence}` }
    }
  }
  return { kind: 'torn', bytes: used - from }
}

/** Offset after the last octet that is not zero, at least `from`. */
function lastUsed(bytes: Buffer, from: number): number {
  let end = bytes.byteLength
  while (end > from && bytes[end - 1] === 0) end -= 1
  return Math.max(end, from)
}
