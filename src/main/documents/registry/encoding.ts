import iconv from 'iconv-lite'
import type { RegistryEncoding } from '../../app/ports/registry-profile.ts'
import { judgeCyrillic } from './letters.ts'

const wanted_bytes = 96 * 1024
const singleByte = ['windows-1251', 'cp866', 'koi8-r'] as const

export interface EncodingGuess {
  readonly encoding: RegistryEncoding
  /** 0 to 1. */
  readonly confidence: number
}

/** The beginning, the middle and the end of a file: enough to judge its letters. */
export function sampleBytes(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= 2 * wanted_bytes) return bytes
  const third = Math.trunc(wanted_bytes / 3)
  const middle = Math.trunc(bytes.length / 2)
  return Buffer.concat([
    bytes.subarray(0, wanted_bytes),
    bytes.subarray(middle, middle + third),
    bytes.subarray(bytes.length - third),
  ])
}

/** Guesses by byte order marks, by validity, then by how Russian the letters look. */
export function guessEncoding(bytes: Uint8Array): EncodingGuess {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', confidence: 1 }
  if (hasUtf16Mark(bytes)) return { encoding: 'utf-16le', confidence: 1 }
  if (isUtf16(bytes)) return { encoding: 'utf-16le', confidence: 0.9 }
  const sample = sampleBytes(bytes)
  const { high, broken } = countUtf8(sample)
  if (high === 0) return { encoding: 'utf-8', confidence: 1 }
  // Each seam of the sample, and a torn end, may break one letter.
  if (broken <= 3 && broken * 20 <= high) return { encoding: 'utf-8', confidence: 0.99 }
  return bestSingleByte(sample)
}

/**
 * Says which encoding was more likely meant when the given one makes no words of the file; null when it will do
 * or the letters are too few to tell.
 */
export function betterEncoding(bytes: Uint8Array, given: RegistryEncoding): RegistryEncoding | null {
  const guess = guessEncoding(bytes)
  if (guess.encoding === given || guess.confidence < 0.8) return null
  const plainAscii = guess.confidence === 1 && countUtf8(sampleBytes(bytes)).high === 0
  return plainAscii && given !== 'utf-16le' ? null : guess.encoding
}

/** Decodes a piece that is complete in itself; the byte order mark is dropped. */
export function decodePiece(bytes: Uint8Array, encoding: RegistryEncoding): string {
  return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), encoding)
}

function bestSingleByte(sample: Uint8Array): EncodingGuess {
  const judged = singleByte
    .map((encoding) => ({ encoding, ...judgeCyrillic(decodePiece(sample, encoding)) }))
    .sort((a, b) => b.score - a.score)
  const [best, second] = judged
  if (!best || !second) return { encoding: 'windows-1251', confidence: 0 }
  const margin = (best.score - second.score) * Math.min(best.letters, 200)
  const sure = 1 - 0.5 * 2 ** (-margin / 12)
  return { encoding: best.encoding, confidence: Math.min(best.plausible ? 0.99 : 0.4, sure) }
}

/** Little-endian UTF-16, with its mark or by the high bytes of its Latin and Cyrillic letters. */
export function isUtf16(bytes: Uint8Array): boolean {
  if (hasUtf16Mark(bytes)) return true
  const end = Math.min(bytes.length, 4096) & ~1
  if (end < 8) return false
  let high = 0
  for (let at = 1; at < end; at += 2) if (bytes[at] === 0 || bytes[at] === 4) high++
  let low = 0
  for (let at = 0; at < end; at += 2) if (bytes[at] === 0) low++
  return high > end * 0.45 && low < end * 0.05
}

function hasUtf16Mark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xfe
}

/** How many bytes are not ASCII, and how many sequences are not UTF-8 (RFC 3629, 3). */
function countUtf8(bytes: Uint8Array): { readonly high: number; readonly broken: number } {
  let high = 0
  let broken = 0
  let at = 0
  while (at < bytes.length) {
    const lead = bytes[at] ?? 0
    const length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0
    if (length !== 1) high++
    let good = length > 0
    for (let next = 1; good && next < length; next++) good = ((bytes[at + next] ?? 0) & 0xc0) === 0x80
    if (!good) broken++
    at += good ? length : 1
  }
  return { high, broken }
}
