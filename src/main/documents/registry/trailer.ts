import type { RegistryWarning } from '../../app/ports/documents.ts'
import type { RegistryProfile } from '../../app/ports/registry-profile.ts'
import { readAmount } from './fields.ts'
import type { RawRecord } from './records.ts'

/** What a file says about itself; null for what it does not say. */
export interface Trailer {
  readonly count: number | null
  readonly sum_kop: number | null
}

const totalWord = /^[^\p{L}\d]*(?:итого|всего)(?![\p{L}\d])/iu

/** The trailer in this record, null when it is an ordinary row. */
export function trailerIn(record: RawRecord, profile: RegistryProfile): Trailer | null {
  const text = record.text.trimStart()
  const cells = record.cells ?? record.text.split(profile.separator)
  if (profile.trailer === 'equals' && text.startsWith('=')) return equalsTrailer(cells, profile)
  if (profile.trailer === 'total') return totalTrailer(cells, profile)
  if (profile.trailer === 'filesum' && /^#FILESUM\s/i.test(text)) {
    return { count: null, sum_kop: readAmount(text.slice('#FILESUM'.length), profile) }
  }
  return null
}

function equalsTrailer(cells: readonly string[], profile: RegistryProfile): Trailer {
  const count = cells[0]?.trim().slice(1).trim() ?? ''
  return {
    count: /^\d{1,9}$/.test(count) ? Number(count) : null,
    sum_kop: readAmount(cells[1] ?? '', profile),
  }
}

function totalTrailer(cells: readonly string[], profile: RegistryProfile): Trailer | null {
  const first = cells.findIndex((cell) => cell.trim() !== '')
  const label = cells[first]
  if (label === undefined || !totalWord.test(label)) return null
  // «Итого: 1 234,56» in one cell, or the sum in a cell of its own.
  const pieces = [label.replace(/^[^\d+-]*/u, ''), ...cells.slice(first + 1)]
  const wanted = profile.columns.indexOf(profile.kind === 'balance' ? 'balance' : 'amount')
  const sums = [cells[wanted] ?? '', ...pieces].map((cell) => readAmount(cell, profile))
  return { count: null, sum_kop: sums.find((sum) => sum !== null) ?? null }
}

/** Compares what the file says with what was counted in it. */
export function checkTrailer(
  trailer: Trailer | null,
  counted: { readonly count: number; readonly sum_kop: number },
  profile: RegistryProfile,
): RegistryWarning[] {
  if (profile.trailer === 'none') return []
  if (trailer === null) return [{ code: 'trailer-missing', details: {} }]
  const warnings: RegistryWarning[] = []
  const { count, sum_kop } = trailer
  if (count !== null && count !== counted.count) {
    warnings.push({ code: 'trailer-count', details: { stated: count, counted: counted.count } })
  }
  if (sum_kop !== null && sum_kop !== counted.sum_kop) {
    warnings.push({ code: 'trailer-sum', details: { stated: sum_kop, counted: counted.sum_kop } })
  }
  return warnings
}

/** A line that begins with «Итого» or «Всего», quoted or after empty cells. */
export function isTotalLine(line: string): boolean {
  return totalWord.test(line)
}

/** Whether a line looks like a trailer of any kind. */
export function trailerLine(line: string): boolean {
  return line.trimStart().startsWith('=') || isTotalLine(line)
}
