import type { RegistryProfile } from '../../app/ports/registry-profile.ts'
import { longestRecord_lines, quotesPair, splitCells, splitLines } from './cells.ts'
import type { Line, LineReader } from './lines.ts'

/** Quoted lines are split so many at a time: the parser's own start costs more than a line. */
const batch_lines = 200
const batch_chars = 64 * 1024

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

type Dialect = Pick<RegistryProfile, 'separator' | 'quote'>
interface Ahead extends Line {
  cells: readonly string[] | null
}

/** Joins the lines of quoted cells into records. A mark that never closes costs its own line only. */
export function createRecordReader(lines: LineReader, dialect: Dialect): RecordReader {
  const queue = createLineQueue(lines, dialect)

  const join = (first: Line): RawRecord | null => {
    const { quote } = dialect
    if (quote === null) return null
    let text = first.text
    for (let more = 0; more < longestRecord_lines; more++) {
      const line = queue.peek(more)
      if (line === null) return null
      text += `\n${line.text}`
      if (quotesPair(line.text, quote)) continue
      const cells = splitCells(text, dialect)
      if (cells !== null) queue.drop(more + 1)
      return cells === null ? null : { row: first.row, text, cells, ended: line.ended }
    }
    return null
  }

  return {
    next() {
      const line = queue.take()
      if (line === null || line === 'too-long') return line
      const cells = line.cells ?? splitCells(line.text, dialect)
      const single = { row: line.row, text: line.text, cells, ended: line.ended }
      return cells === null ? (join(line) ?? single) : single
    },
    last() {
      for (let more = 0; more < longestRecord_lines; more++) {
        const line = queue.peek(more)
        if (line === null) return !queue.tooLong()
        if (line.text.trim() !== '') return false
      }
      return false
    },
  }
}

interface LineQueue {
  take(): Ahead | 'too-long' | null
  /** The line so many after the next one, null past the end. */
  peek(after: number): Ahead | null
  drop(count: number): void
  tooLong(): boolean
}

function createLineQueue(lines: LineReader, dialect: Dialect): LineQueue {
  let queue: Ahead[] = []
  let at = 0
  let tooLong = false
  let over = false

  const fill = (count: number): void => {
    if (over || queue.length - at >= count) return
    queue = queue.slice(at)
    at = 0
    let chars = 0
    const fresh: Ahead[] = []
    while (queue.length + fresh.length < count || (fresh.length < batch_lines && chars < batch_chars)) {
      const line = lines.next()
      tooLong = line === 'too-long'
      over = line === null || line === 'too-long'
      if (line === null || line === 'too-long') break
      fresh.push({ ...line, cells: null })
      chars += line.text.length
    }
    splitBatch(fresh, dialect)
    queue.push(...fresh)
  }

  return {
    take() {
      fill(1)
      const line = queue[at]
      if (line === undefined) return tooLong ? 'too-long' : null
      at++
      return line
    },
    peek(after) {
      fill(after + 1)
      return queue[at + after] ?? null
    },
    drop(count) {
      at += count
    },
    tooLong: () => tooLong,
  }
}

/** Gives their cells to the lines whose quotation marks pair off; the rest are looked at one by one. */
function splitBatch(fresh: readonly Ahead[], dialect: Dialect): void {
  const { quote } = dialect
  if (quote === null) return
  const quoted = fresh.filter((line) => line.text.includes(quote) && quotesPair(line.text, quote))
  const split =
    quoted.length > 1
      ? splitLines(
          quoted.map((line) => line.text),
          dialect,
        )
      : null
  if (split === null) return
  for (const [index, line] of quoted.entries()) line.cells = split[index] ?? null
}
