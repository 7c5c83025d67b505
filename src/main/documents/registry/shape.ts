import { type RegistrySeparator, registrySeparators } from '../../app/ports/registry-profile.ts'
import { splitCells } from './cells.ts'
import { columnNamed } from './header-words.ts'
import { trailerLine } from './trailer.ts'

/** How the lines of a file are laid out, before it is known what their columns mean. */
export interface Shape {
  readonly separator: RegistrySeparator
  readonly quote: '"' | null
  readonly comment: string | null
  readonly skipRows: number
  readonly header: readonly string[] | null
  /** Cells of the rows, without titles, remarks, the header and the trailer. */
  readonly rows: readonly (readonly string[])[]
  readonly columns: number
  /** Titles and remarks, for the day and the period they may name. */
  readonly preamble: readonly string[]
}

const longestJudged = 1000

interface Candidate {
  readonly separator: RegistrySeparator
  readonly columns: number
  readonly score: number
}

/** Finds separator, quoting, titles and header of sample lines; null when no separator makes columns of them. */
export function findShape(lines: readonly string[]): Shape | null {
  const comment = lines.some((line) => line.startsWith('#')) ? '#' : null
  const isRow = (line: string): boolean =>
    line.trim() !== '' && !(comment !== null && line.startsWith(comment)) && !trailerLine(line)
  const rows = lines.filter(isRow)
  const best = registrySeparators
    .map((separator) => judgeSeparator(rows, separator))
    .reduce((a, b) => (b.score > a.score ? b : a))
  if (best.score <= 0) return null
  const { separator, columns } = best
  const quote = usesQuotes(rows, separator) ? '"' : null
  const cellsOf = (line: string): readonly string[] =>
    splitCells(line, { separator, quote }) ?? line.split(separator)
  const isTitle = (line: string): boolean => {
    const cells = cellsOf(line)
    return cells.length < columns || (columns > 2 && cells.filter((cell) => cell.trim() !== '').length <= 1)
  }
  // Titles stand before the first line that fills the columns; a torn file of one row has none.
  const firstWhole = lines.findIndex((line) => isRow(line) && !isTitle(line))
  const skipRows =
    firstWhole < 0 ? 0 : lines.slice(0, firstWhole).filter((line) => !isComment(line, comment)).length
  const body = lines.slice(Math.max(firstWhole, 0)).filter(isRow).map(cellsOf)
  const header = body[0] !== undefined && isHeader(body[0]) ? body[0] : null
  const preamble = lines.slice(0, Math.max(firstWhole, 0) + (header === null ? 0 : 1))
  return {
    separator,
    quote,
    comment,
    skipRows,
    header,
    rows: header ? body.slice(1) : body,
    columns,
    preamble,
  }
}

function isComment(line: string, comment: string | null): boolean {
  return comment !== null && line.startsWith(comment)
}

/** How many lines agree on a number of columns; a semicolon or a tab is rarely inside a cell, a comma often. */
function judgeSeparator(rows: readonly string[], separator: RegistrySeparator): Candidate {
  const counts = new Map<number, number>()
  for (const row of rows) {
    const count = row.replace(/"[^"]*"/g, '').split(separator).length
    counts.set(count, (counts.get(count) ?? 0) + 1)
  }
  let columns = 1
  for (const [count, times] of counts) {
    if (count > 1 && times > (columns === 1 ? 0 : (counts.get(columns) ?? 0))) columns = count
  }
  const agree = (counts.get(columns) ?? 0) / Math.max(rows.length, 1)
  const weight = separator === ',' ? 0.7 : 1
  return { separator, columns, score: columns === 1 ? 0 : agree * weight }
}

/** A cell that begins or ends with a mark and has its pair: quoting. Marks inside names are letters. */
function usesQuotes(rows: readonly string[], separator: RegistrySeparator): boolean {
  const edge = separator === '|' ? '\\|' : separator
  const quoted = new RegExp(`(?:^|${edge})\\s*"[^"]*(?:""[^"]*)*"\\s*(?:${edge}|$)`)
  return rows.some((row) => quoted.test(row.slice(0, longestJudged)))
}

function isHeader(cells: readonly string[]): boolean {
  const named = cells.filter((cell) => columnNamed(cell) !== null).length
  const digits = cells.filter((cell) => /\d/.test(cell) && !/[^\s\d.,\-/]/.test(cell)).length
  return digits === 0 && (named >= 2 || (named === 1 && cells.length <= 3))
}
