import { createHash } from 'node:crypto'
import type { RegistryEnd, RegistryProblem, RegistrySlice } from '../../app/ports/documents.ts'
import type { RegistryColumn, RegistryProfile } from '../../app/ports/registry-profile.ts'
import { binaryProblem } from './binary.ts'
import { betterEncoding } from './encoding.ts'
import { createLineReader, longestLine } from './lines.ts'
import { balanceDayIn, periodIn } from './preamble.ts'
import { ended, finish, handOver, isRemark, newReading, takeRecord } from './reading.ts'
import { createRecordReader, type RawRecord } from './records.ts'
import type { RowContext } from './row.ts'
import { type Trailer, trailerIn } from './trailer.ts'

/** Rows of one file at most. */
export const mostRows = 2_000_000
/** A file with so many bad rows was written another way than the profile says. */
export const mostRejected = 100_000
/** A slice ends after so many characters too, however few rows they are. */
const slice_chars = 256 * 1024
const longestPreamble_lines = 1_100

/** Reads a registry slice by slice; see `Registries.rows`. */
export function* registryRows(
  bytes: Uint8Array,
  profile: RegistryProfile,
  sliceRows: number,
): Generator<RegistrySlice, RegistryEnd, void> {
  const early = problemBefore(bytes, profile)
  if (early !== null) return ended(early)
  const hash = createHash('sha256')
  const lines = createLineReader(bytes, profile.encoding, (chunk) => hash.update(chunk))
  const records = createRecordReader(lines, profile)
  const start = readPreamble(() => records.next(), profile)
  const reading = newReading(start.context, start.trailer)
  let record = start.first
  let inSlice = 0
  let chars = 0
  while (record !== null && record !== 'too-long') {
    takeRecord(reading, record, records.last)
    if (reading.records > mostRows) return ended({ code: 'too-many-rows', details: { limit: mostRows } })
    if (reading.rejected > mostRejected) {
      return ended({ code: 'too-many-rejected', details: { limit: mostRejected } })
    }
    inSlice++
    chars += record.text.length
    if (inSlice >= sliceRows || chars >= slice_chars) {
      yield handOver(reading, lines.bytes())
      inSlice = 0
      chars = 0
    }
    record = records.next()
  }
  if (record === 'too-long') return ended({ code: 'line-too-long', details: { limit: longestLine } })
  if (reading.slice.rows.length + reading.slice.rejected.length > 0) yield handOver(reading, lines.bytes())
  return finish(reading, hash.digest('hex'))
}

function problemBefore(bytes: Uint8Array, profile: RegistryProfile): RegistryProblem | null {
  if (bytes.length === 0) return { code: 'empty', details: {} }
  const binary = binaryProblem(bytes)
  if (binary !== null) return binary
  for (const column of ['account', profile.kind === 'balance' ? 'balance' : 'amount'] as const) {
    if (!profile.columns.includes(column)) return { code: 'column-missing', details: { column } }
  }
  const likely = betterEncoding(bytes, profile.encoding)
  return likely === null ? null : { code: 'encoding', details: { given: profile.encoding, likely } }
}

/** Passes over titles, remarks and the header, taking from them the day, the period and the sum of the file. */
function readPreamble(next: () => RawRecord | 'too-long' | null, profile: RegistryProfile) {
  let skip = profile.skipRows
  let header = profile.header
  let asOf = profile.asOf
  let period = profile.period
  let trailer: Trailer | null = null
  let record = next()
  for (let lines = 0; lines < longestPreamble_lines; lines++) {
    if (record === null || record === 'too-long') break
    const remark = isRemark(record, profile)
    const blank = record.text.trim() === ''
    if (skip === 0 && !header && !remark && !blank) break
    if (!remark && skip > 0) skip--
    else if (!remark && !blank) header = false
    asOf = balanceDayIn(record.text) ?? asOf
    period = periodIn(record.text) ?? period
    if (remark) trailer = trailerIn(record, profile) ?? trailer
    record = next()
  }
  return { context: contextOf(profile, asOf, period), trailer, first: record }
}

function contextOf(profile: RegistryProfile, asOf: string | null, period: string | null): RowContext {
  const at = new Map<RegistryColumn, number>()
  for (const [index, column] of profile.columns.entries()) {
    if (column !== null && !at.has(column)) at.set(column, index)
  }
  return { profile, at, expected: Math.max(...at.values()) + 1, period, asOf }
}
