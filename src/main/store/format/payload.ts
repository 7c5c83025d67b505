import { type ByteReader, type ByteWriter, FormatError } from './bytes.ts'
import { type BoundValue, readValues } from './values.ts'

const opDefine = 1
const opRun = 2
const opCommit = 3
const opScript = 4

/** One statement as it ran. */
export interface RecordedStatement {
  readonly sql: string
  /** Where its values lie among those of the transaction. */
  readonly from: number
  readonly to: number
  /** Rows SQLite said it changed: a replay that changes another number is not the same. */
  readonly changed: number
}

/** What a transaction did, in order; `values` holds what `writeValues` made of each statement's values. */
export interface RecordedTransaction {
  readonly statements: readonly RecordedStatement[]
  readonly values: ByteWriter
}

/** Statement texts of one segment, numbered in the order of their first use. */
export type Dictionary = Map<string, number>

export function writeTransaction(
  writer: ByteWriter,
  dictionary: Dictionary,
  transaction: RecordedTransaction,
): void {
  for (const statement of transaction.statements) {
    let number = dictionary.get(statement.sql)
    if (number === undefined) {
      number = dictionary.size
      dictionary.set(statement.sql, number)
      writer.u8(opDefine)
      writer.text(statement.sql)
    }
    writer.u8(opRun)
    writer.varint(number)
    writer.varint(statement.changed)
    writer.copy(transaction.values, statement.from, statement.to)
  }
  writer.u8(opCommit)
}

/** A migration's script and the schema it leads to. */
export function writeScript(writer: ByteWriter, schema: number, script: string): void {
  writer.u8(opScript)
  writer.varint(schema)
  writer.text(script)
}

/** Where a payload is played to. */
export interface PayloadSink {
  run(sql: string, values: BoundValue[], changed: number): void
  commit(): void
  script(schema: number, script: string): void
}

/** Plays one frame's payload; `texts` is the segment's dictionary so far and grows. Throws `FormatError`. */
export function playPayload(reader: ByteReader, texts: string[], sink: PayloadSink): void {
  while (!reader.done) {
    const op = reader.u8()
    if (op === opDefine) texts.push(reader.text())
    else if (op === opCommit) sink.commit()
    else if (op === opScript) sink.script(reader.varint(), reader.text())
    else if (op === opRun) playRun(reader, texts, sink)
    else throw new FormatError(`an unknown step ${op}`)
  }
}

function playRun(reader: ByteReader, texts: readonly string[], sink: PayloadSink): void {
  const number = reader.varint()
  const changed = reader.varint()
  const sql = texts[number]
  if (sql === undefined) throw new FormatError(`statement ${number} was never defined`)
  sink.run(sql, readValues(reader), changed)
}
