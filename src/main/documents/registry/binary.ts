import type { RegistryProblem } from '../../app/ports/documents.ts'
import { isUtf16, sampleBytes } from './encoding.ts'

const signatures: readonly (readonly [kind: string, bytes: readonly number[]])[] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['xls', [0xd0, 0xcf, 0x11, 0xe0]],
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['rar', [0x52, 0x61, 0x72, 0x21]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
]

/** Says what a file is when it is no text; null for text. */
export function binaryProblem(bytes: Uint8Array): RegistryProblem | null {
  const known = signatures.find(([, signature]) => signature.every((byte, at) => bytes[at] === byte))
  if (known !== undefined) {
    const sheet = known[0] === 'zip' && Buffer.from(bytes.subarray(0, 8192)).includes('xl/')
    return binary(sheet ? 'xlsx' : known[0])
  }
  if (isDbf(bytes)) return binary('dbf')
  if (isUtf16(bytes)) return null
  const sample = sampleBytes(bytes)
  let controls = 0
  for (const byte of sample) if (byte < 0x20 && ![9, 10, 12, 13, 26].includes(byte)) controls++
  return controls > sample.length / 50 ? binary('unknown') : null
}

/** dBase III and its kin: a version byte, a date YY MM DD and a header of 32-byte descriptors ended by 0x0D. */
function isDbf(bytes: Uint8Array): boolean {
  const [version = 0, , month = 0, day = 0] = bytes
  const header_bytes = (bytes[8] ?? 0) + 256 * (bytes[9] ?? 0)
  const versions = [0x02, 0x03, 0x30, 0x31, 0x43, 0x83, 0x8b, 0xf5]
  return versions.includes(version) && month <= 12 && day <= 31 && bytes[header_bytes - 1] === 0x0d
}

function binary(kind: string): RegistryProblem {
  return { code: 'binary', details: { kind } }
}
