import type { RegistryProfile } from '../../app/ports/registry-profile.ts'
import { longestRecord_lines, quotesPair, splitCells } from './cells.ts'
import type { Line, LineReader } from './lines.ts'

export interface RawRecord {
  readonly row: number
  readonly text: string
  /** Null when a quotation mark never closes. */
  readonly cells: readonly string[] | null
  /** False when the file ends inside it. */
  readonly ended: boolean
}

export interface RecordReader {
  next(): RawRecord | 'too-long' | null
  /** True when nothing but blank lines follows. */
  last(): boolean
}

/** Joins the lines of quoted cells into records. A mark that never closes costs its own line only. */
export function createRecordReader(
  lines: LineReader,
  dialect: Pick<RegistryProfile, 'separator' | 'quote'>,
): RecordReader {
  const ahead: Line[] = []
  let tooLong = false

  const pull = (): Line | null => {
    if (tooLong) return null
    const line = lines.next()
    if (line === 'too-long') tooLong = true
    return line === 'too-long' ? null : line
  }
  const fill = (count: number): boolean => {
    while (ahead.length < count) {
      const line = pull()
      if (line === null) return false
      ahead.push(line)
    }
    return true
  }
  const join = (first: Line): RawRecord | null => {
    const { quote } = dialect
    if (quote === null) return null
    let text = first.text
    for (let more = 0; more < longestRecord_lines && fill(more + 1); more++) {
      const line = ahead[more]
      if (line === undefined) return null
      text += `\n${line.text}`
      if (quotesPair(line.text, quote)) continue
      const cells = splitCells(text, dialect)
      if (cells !== null) ahead.splice(0, more + 1)
      return cells === null ? null : { row: first.row, text, cells, ended: line.ended }
    }
    return null
  }

  return {
    next() {
      const line = ahead.shift() ?? pull()
      if (line === null) return tooLong ? 'too-long' : null
      const cells = splitCells(line.text, dialect)
      const single = { row: line.row, text: line.text, cells, ended: line.ended }
      return cells === null ? (join(line) ?? single) : single
    },
    last() {
      // Blank lines at the end say nothing; beyond a few the file is not near its end.
      for (let count = 1; count <= longestRecord_lines; count++) {
        if (!fill(count)) return ahead.every((line) => line.text.trim() === '')
        if (ahead[count - 1]?.text.trim() !== '') return false
      }
      return false
    },
  }
}
