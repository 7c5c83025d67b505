import type {
  ReadRow,
  RegistryEnd,
  RegistryProblem,
  RegistrySlice,
  RegistryWarning,
  RejectedRow,
} from '../../app/ports/documents.ts'
import type { RegistryProfile } from '../../app/ports/registry-profile.ts'
import type { RawRecord } from './records.ts'
import { type RowContext, readRow, rejection } from './row.ts'
import { checkTrailer, type Trailer, trailerIn } from './trailer.ts'

/** What is known of a file while its rows are read. */
export interface Reading {
  readonly context: RowContext
  readonly slice: { rows: ReadRow[]; rejected: RejectedRow[] }
  readonly seen: Map<string, number>
  trailer: Trailer | null
  /** Records that are neither preamble nor trailer, and the sum of those readable. */
  records: number
  sum_kop: number
  rows: number
  rejected: number
  total_kop: number
  decimals: Set<number>
}

export function newReading(context: RowContext, trailer: Trailer | null): Reading {
  return {
    context,
    slice: { rows: [], rejected: [] },
    seen: new Map(),
    trailer,
    records: 0,
    sum_kop: 0,
    rows: 0,
    rejected: 0,
    total_kop: 0,
    decimals: new Set(),
  }
}

export function isRemark(record: RawRecord, profile: RegistryProfile): boolean {
  return profile.comment !== null && record.text.trimStart().startsWith(profile.comment)
}

export function takeRecord(reading: Reading, record: RawRecord, isLast: () => boolean): void {
  if (record.text.trim() === '' || isBlank(record)) return
  const { profile } = reading.context
  const trailer = trailerIn(record, profile)
  if (trailer !== null) {
    reading.trailer = trailer
    return
  }
  if (isRemark(record, profile)) return
  reading.records++
  const { amount_kop, result } = readRow(record, reading.context)
  const sum = reading.sum_kop + (amount_kop ?? 0)
  if (Number.isSafeInteger(sum)) reading.sum_kop = sum
  const refused = 'code' in result ? againstTorn(result, isLast) : againstRow(reading, record, result)
  if (refused !== null) {
    reading.slice.rejected.push(refused)
    reading.rejected++
  } else if (!('code' in result)) {
    reading.slice.rows.push(result)
    reading.rows++
    reading.total_kop += result.amount_kop
  }
}

function isBlank(record: RawRecord): boolean {
  return record.cells?.every((cell) => cell.trim() === '') ?? false
}

/** Too few columns, or an open quotation mark, in the very last row mean that the file was cut. */
function againstTorn(refused: RejectedRow, isLast: () => boolean): RejectedRow {
  const cut = refused.code === 'columns' || refused.code === 'quote' || refused.code === 'encoding'
  return cut && isLast()
    ? { ...refused, code: 'torn', details: { ...refused.details, was: refused.code } }
    : refused
}

function againstRow(reading: Reading, record: RawRecord, row: ReadRow): RejectedRow | null {
  const first = reading.seen.get(row.key)
  if (first !== undefined) return rejection(record, 'duplicate', { row: first })
  if (isCutSum(reading, record)) return rejection(record, 'torn', { was: 'amount' })
  if (!Number.isSafeInteger(reading.total_kop + row.amount_kop)) return rejection(record, 'amount', {})
  reading.seen.set(row.key, row.row)
  return null
}

/** A file cut inside its last sum leaves a good-looking smaller sum: told by the kopecks that all others have. */
function isCutSum(reading: Reading, record: RawRecord): boolean {
  const { at, profile } = reading.context
  const sumAt = at.get(profile.kind === 'balance' ? 'balance' : 'amount') ?? -1
  const places = /[.,](\d*)\s*$/.exec(record.cells?.[sumAt] ?? '')?.[1]?.length ?? 0
  if (record.ended) {
    if (reading.decimals.size < 4) reading.decimals.add(places)
    return false
  }
  return reading.decimals.size > 0 && !reading.decimals.has(places) && record.cells?.length === sumAt + 1
}

export function handOver(reading: Reading, bytes: number): RegistrySlice {
  const slice = { rows: [...reading.slice.rows], rejected: [...reading.slice.rejected], bytes }
  reading.slice.rows.length = 0
  reading.slice.rejected.length = 0
  return slice
}

export function finish(reading: Reading, hash: string): RegistryEnd {
  const { context, rows, rejected, total_kop } = reading
  const { profile } = context
  if (reading.records === 0) return ended({ code: 'empty', details: {} })
  const counted = { count: reading.records, sum_kop: reading.sum_kop }
  const warnings: RegistryWarning[] = checkTrailer(reading.trailer, counted, profile)
  const needsPeriod = profile.kind === 'charge' && context.period === null && !context.at.has('period')
  if (needsPeriod) warnings.push({ code: 'period-unknown', details: {} })
  const problem: RegistryProblem | null =
    profile.kind === 'balance' && context.asOf === null ? { code: 'as-of-missing', details: {} } : null
  return { problem, warnings, hash, rows, rejected, total_kop, asOf: context.asOf }
}

/** The end of a reading that a problem stopped. */
export function ended(problem: RegistryProblem): RegistryEnd {
  return { problem, warnings: [], hash: '', rows: 0, rejected: 0, total_kop: 0, asOf: null }
}
