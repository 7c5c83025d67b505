import type { RegistryGuess, RegistryProblemCode, RegistryWarning } from '../../app/ports/documents.ts'
import type { RegistryColumn, RegistryProfile } from '../../app/ports/registry-profile.ts'
import { binaryProblem } from './binary.ts'
import { columnsByContents, columnValues, dateMaskOf, periodMaskOf, share } from './contents.ts'
import { decodePiece, type EncodingGuess, guessEncoding } from './encoding.ts'
import { columnNamed } from './header-words.ts'
import { longestLine } from './lines.ts'
import { balanceDayIn, periodIn } from './preamble.ts'
import { findShape, type Shape } from './shape.ts'
import { isTotalLine } from './trailer.ts'

const head_bytes = 128 * 1024
const tail_bytes = 4 * 1024
const mostLines = 300
const shownRows = 20
const sureEnough = 0.8

/** Guesses how a registry is written; see `Registries.guess`. */
export function guessRegistry(bytes: Uint8Array): RegistryGuess {
  if (bytes.length === 0) return problem('empty')
  const binary = binaryProblem(bytes)
  if (binary !== null) return { ...problem(binary.code), problem: binary }
  const encoding = guessEncoding(bytes)
  const lines = headLines(bytes, encoding)
  if (lines === 'too-long') return problem('line-too-long', { limit: longestLine })
  if (lines.every((line) => line.trim() === '')) return problem('empty')
  const shape = findShape(lines)
  if (shape === null) return problem('no-columns')
  const profile = profileOf(shape, encoding, lines, lastLine(bytes, encoding))
  const value = profile.kind === 'balance' ? 'balance' : 'amount'
  if (!profile.columns.includes('account') || !profile.columns.includes(value)) return problem('no-columns')
  return {
    problem: null,
    profile,
    confidence: encoding.confidence,
    header: shape.header,
    sample: shape.rows.slice(0, shownRows),
    warnings: warningsFor(profile, shape, encoding),
  }
}

function profileOf(
  shape: Shape,
  encoding: EncodingGuess,
  lines: readonly string[],
  last: string,
): RegistryProfile {
  const named = (shape.header ?? []).map(columnNamed)
  const preamble = shape.preamble.join('\n')
  const trailer = trailerOf(lines, last)
  const kind = trailer === 'filesum' || isBalance(named, preamble) ? 'balance' : 'charge'
  const value = kind === 'balance' ? 'balance' : 'amount'
  const columns = columnsByContents(shape.rows, shape.columns, onlyOnce(named, value), value)
  const values = (column: RegistryColumn): string[] => columnValues(shape.rows, columns.indexOf(column))
  const dateMask = dateMaskOf(values('due')) ?? dateMaskOf(values('period'))
  const asOf = kind === 'balance' ? balanceDayIn(preamble) : null
  return {
    kind,
    asOf,
    encoding: encoding.encoding,
    separator: shape.separator,
    quote: shape.quote,
    skipRows: shape.skipRows,
    header: shape.header !== null,
    comment: shape.comment,
    columns,
    decimals: decimalsOf(values(value)),
    unit: isKopecks(shape.header, columns.indexOf(value), values(value)) ? 'kopecks' : 'rubles',
    negative: 'reject',
    dateMask: dateMask ?? 'DD.MM.YYYY',
    periodMask: periodMaskOf(values('period'), dateMask) ?? 'MM.YYYY',
    period: kind === 'charge' ? periodIn(preamble) : null,
    trailer,
    // Housing and utilities are due by the 15th of the month after the period (Housing Code, art. 155, part 1).
    due: { months: kind === 'charge' ? 1 : 0, day: 15 },
  }
}

/** Every column once: the closing balance is the last of several, anything else the first. */
function onlyOnce(named: readonly (RegistryColumn | null)[], value: 'amount' | 'balance') {
  const other = value === 'balance' ? 'amount' : 'balance'
  return named.map((column, index) => {
    if (column === null || column === other) return null
    const kept = column === 'balance' ? named.lastIndexOf(column) : named.indexOf(column)
    return kept === index ? column : null
  })
}

function isBalance(named: readonly (RegistryColumn | null)[], preamble: string): boolean {
  if (!named.includes('balance')) return balanceDayIn(preamble) !== null && !named.includes('amount')
  return !named.includes('amount') || balanceDayIn(preamble) !== null || /исходящ/iu.test(preamble)
}

function trailerOf(lines: readonly string[], last: string): RegistryProfile['trailer'] {
  if (lines.some((line) => /^#FILESUM\s/i.test(line))) return 'filesum'
  if (last.startsWith('=')) return 'equals'
  return isTotalLine(last) ? 'total' : 'none'
}

/** Grouped thousands (`1,234`) fix the decimal mark; otherwise both are read. */
function decimalsOf(values: readonly string[]): RegistryProfile['decimals'] {
  if (values.some((value) => /^\d{1,3},\d{3}(?:\.|$)/.test(value))) return 'dot'
  return values.some((value) => /^\d{1,3}\.\d{3}(?:,|$)/.test(value)) ? 'comma' : 'any'
}

function isKopecks(header: readonly string[] | null, index: number, values: readonly string[]): boolean {
  const whole = share(values, (value) => /^-?\d+$/.test(value)) === 1
  return whole && /коп/iu.test(header?.[index] ?? '')
}

function warningsFor(profile: RegistryProfile, shape: Shape, encoding: EncodingGuess): RegistryWarning[] {
  const { kind, columns } = profile
  const value = kind === 'balance' ? 'balance' : 'amount'
  const sums = columnValues(shape.rows, columns.indexOf(value))
  const named = /руб|коп|₽/iu.test(shape.header?.[columns.indexOf(value)] ?? '')
  const unitUnsure = !named && share(sums, (sum) => /^-?\d+$/.test(sum)) === 1
  const periodUnknown = kind === 'charge' && profile.period === null && !columns.includes('period')
  const checks: readonly (readonly [boolean, RegistryWarning])[] = [
    [
      encoding.confidence < sureEnough,
      { code: 'encoding-unsure', details: { confidence: encoding.confidence } },
    ],
    [unitUnsure, { code: 'unit-unsure', details: {} }],
    [kind === 'balance' && profile.asOf === null, { code: 'as-of-unknown', details: {} }],
    [periodUnknown, { code: 'period-unknown', details: {} }],
  ]
  return checks.flatMap(([applies, warning]) => (applies ? [warning] : []))
}

function headLines(bytes: Uint8Array, encoding: EncodingGuess): string[] | 'too-long' {
  const text = decodePiece(bytes.subarray(0, head_bytes), encoding.encoding)
  const lines = text.split(/\r\n|\n|\r/)
  // The last line of a piece is cut somewhere; of a whole file it is a line.
  if (bytes.length > head_bytes) lines.pop()
  const tooLong = lines.length === 0 || lines.some((line) => line.length > longestLine)
  return tooLong ? 'too-long' : lines.slice(0, mostLines)
}

function lastLine(bytes: Uint8Array, encoding: EncodingGuess): string {
  const start = Math.max(0, bytes.length - tail_bytes) & ~1
  // DOS programs end a file with Ctrl-Z.
  const text = decodePiece(bytes.subarray(start), encoding.encoding).replaceAll('\u001a', '')
  const lines = text.split(/[\r\n]+/)
  return lines.findLast((line) => line.trim() !== '')?.trim() ?? ''
}

function problem(
  code: RegistryProblemCode,
  details: Readonly<Record<string, string | number>> = {},
): RegistryGuess {
  return { problem: { code, details }, profile: null, confidence: 0, header: null, sample: [], warnings: [] }
}
