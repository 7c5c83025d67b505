import { hash } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { ByteWriter } from '../../../src/main/store/format/bytes.ts'
import {
  contextSize,
  flagSeal,
  frameContext,
  frameHeaderSize,
  sealFrame,
} from '../../../src/main/store/format/frame.ts'
import {
  decodeHeader,
  encodeHeader,
  type FileHeader,
  tagSize,
} from '../../../src/main/store/format/header.ts'
import { type SegmentScan, scanSegment } from '../../../src/main/store/format/scan.ts'

const header: FileHeader = {
  kind: 'segment',
  officeId: new Uint8Array(16).fill(7),
  number: 3,
  nextSequence: 40,
  schema: 1,
  link: new Uint8Array(tagSize).fill(9),
  createdAt: 1_780_000_000_000,
  contentLength: 0,
  protection: null,
}
const payloads = ['ДОЛГ 12345', 'x', 'KVFR inside a text', 'ОПЛАТИТЬ 100,50'.repeat(4)]

let whole: Buffer
let offsets: number[]

/** A segment of the given payloads, with its offsets after each frame and some zeros at the end. */
function build(texts: readonly string[], sealed = false): { bytes: Buffer; ends: number[] } {
  const pieces: Buffer[] = [encodeHeader(header)]
  const ends = [512]
  let previousTag: Uint8Array = header.link
  const flags = [...texts.map(() => 0), ...(sealed ? [flagSeal] : [])]
  for (const [index, flag] of flags.entries()) {
    const writer = new ByteWriter(contextSize + frameHeaderSize)
    writer.raw(Buffer.from(texts[index] ?? ''))
    writer.raw(new Uint8Array(tagSize))
    const meta = {
      sequence: header.nextSequence + index,
      schema: 1,
      flags: flag,
      transactions: 1,
      nonce: 0,
      previousTag,
    }
    const frame = sealFrame(writer.view(), frameContext(header.officeId, header.number), meta, null)
    pieces.push(Buffer.from(frame.bytes))
    previousTag = Buffer.from(frame.tag)
    ends.push((ends.at(-1) ?? 0) + frame.bytes.byteLength)
  }
  return { bytes: Buffer.concat([...pieces, Buffer.alloc(100)]), ends }
}

/** The payloads a reader gets, or null where it must refuse the file. */
function read(bytes: Buffer): { texts: string[]; scan: SegmentScan } | null {
  const reading = decodeHeader(bytes, 'segment')
  if (!reading.ok) return null
  const scan = scanSegment(bytes, reading.header)
  if (scan.ending.kind === 'damaged') return null
  return { texts: scan.frames.map((frame) => frame.payload.toString()), scan }
}

function isPrefix(texts: readonly string[]): boolean {
  return texts.every((text, index) => text === payloads[index])
}

beforeAll(() => {
  const built = build(payloads)
  whole = built.bytes
  offsets = built.ends
})

describe('a segment', () => {
  test('gives its frames, then a clean end', () => {
    const result = read(whole)
    expect(result?.texts).toEqual(payloads)
    expect(result?.scan.ending).toEqual({ kind: 'clean' })
    expect(result?.scan.nextSequence).toBe(44)
  })

  test('with any one byte changed gives a prefix of its frames or is refused', () => {
    for (let at = 0; at < whole.byteLength; at += 1) {
      const bytes = Buffer.from(whole)
      bytes[at] = (bytes[at] ?? 0) ^ 0x41
      const result = read(bytes)
      if (result !== null) expect(isPrefix(result.texts), `byte ${at}`).toBe(true)
    }
  })

  test('with a byte changed in any frame but the last is refused as damaged', () => {
    for (let at = 0; at < (offsets.at(-2) ?? 0); at += 1) {
      const bytes = Buffer.from(whole)
      bytes[at] = (bytes[at] ?? 0) ^ 0x80
      expect(read(bytes), `byte ${at}`).toBeNull()
    }
  })

  test('cut at any offset gives exactly the frames that are whole, and says what was torn', () => {
    for (let length = 512; length < whole.byteLength; length += 1) {
      const result = read(whole.subarray(0, length))
      const complete = offsets.filter((end) => end <= length).length - 1
      expect(result?.texts, `cut at ${length}`).toEqual(payloads.slice(0, complete))
      expect(result?.scan.end).toBe(offsets[complete])
    }
  })

  test('cut inside its header is refused', () => {
    for (let length = 0; length < 512; length += 1) expect(read(whole.subarray(0, length))).toBeNull()
  })

  test('whose last write reached the disk only in part, in any sectors, is torn and not damaged', () => {
    const start = offsets.at(-2) ?? 0
    const end = offsets.at(-1) ?? 0
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: end - start, maxLength: end - start }), (kept) => {
        const bytes = Buffer.from(whole)
        for (const [index, keep] of kept.entries()) if (!keep) bytes[start + index] = 0
        const result = read(bytes)
        expect(result?.texts.slice(0, 3)).toEqual(payloads.slice(0, 3))
        expect(result?.texts.length).toBeGreaterThanOrEqual(3)
      }),
    )
  })

  test('that ends in its seal is refused when the last transaction before it is bad', () => {
    const sealed = build(payloads, true)
    expect(read(sealed.bytes)?.scan.sealed).toBe(true)
    const bytes = Buffer.from(sealed.bytes)
    const at = (offsets.at(-1) ?? 0) - 1
    bytes[at] = (bytes[at] ?? 0) ^ 1
    expect(read(bytes)).toBeNull()
  })

  test('with two frames swapped is refused', () => {
    const [start, middle, end] = offsets
    const swapped = Buffer.concat([
      whole.subarray(0, start),
      whole.subarray(middle, end),
      whole.subarray(start, middle),
      whole.subarray(end),
    ])
    expect(read(swapped)).toBeNull()
  })

  test('refuses a frame that was written after another past of the same segment', () => {
    const otherPast = build(['ДОЛГ 54321', 'x', payloads[2] ?? '']).bytes
    const [, , second, third] = offsets
    const spliced = Buffer.concat([whole.subarray(0, second), otherPast.subarray(second, third)])
    expect(read(spliced)).toBeNull()
  })

  test('of any octets after a good header is read without an error', () => {
    const context = encodeHeader(header)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (junk, marked) => {
        const tail = marked ? Buffer.concat([Buffer.from('KVFR'), junk]) : junk
        expect(read(Buffer.concat([context, tail]))?.texts).toEqual([])
      }),
    )
  })

  test('takes no frame of another segment', () => {
    const other = encodeHeader({ ...header, number: 4 })
    expect(read(Buffer.concat([other, whole.subarray(512)]))?.texts).toEqual([])
  })

  test('of a newer format or another protection says what it needs', () => {
    const reading = decodeHeader(resealed(8, 2), 'segment')
    expect(reading).toEqual({ ok: false, reason: 'newer', needs: 'format 2' })
    expect(decodeHeader(resealed(10, 2), 'segment')).toMatchObject({ needs: 'protection 2' })
  })
})

/** The header with one octet changed and its digest made good again. */
function resealed(at: number, octet: number): Buffer {
  const block = encodeHeader(header)
  block[at] = octet
  block.set(hash('sha256', block.subarray(0, 480), 'buffer'), 480)
  return block
}
