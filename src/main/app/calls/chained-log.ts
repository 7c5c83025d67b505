import { insertion } from '../ports/bulk.ts'
import type { Instant } from '../ports/clock.ts'
import type { Digests } from '../ports/digests.ts'
import { prepared } from '../ports/prepared.ts'
import { sql } from '../ports/sql.ts'
import type { Reader, Writer } from '../ports/store.ts'
import type { LogRow } from '../ports/tables/office-rows.ts'

export interface LogEntry {
  readonly at: Instant
  readonly operatorId: number | null
  readonly action: string
  readonly subject: string
  readonly subjectId: number | null
  /** Ids and sums only: a person can then be erased without breaking the chain. */
  readonly details: Readonly<Record<string, string | number | boolean | null>>
}

export interface ChainedLog {
  /** Adds a line; each carries the hash of the one before. */
  append(tx: Writer, entry: LogEntry): void
  /** The id of the first line whose hash or link does not fit, null when the chain is whole. */
  firstBroken(read: Reader): number | null
  /** The same for a run of lines; `previous` is the hash of the line before them, null where they are the first. */
  firstUnfit(lines: readonly LogRow[], previous: string | null): number | null
}

const lastLine = prepared(() => sql.selectFrom('log').select('hash').orderBy('id', 'desc').limit(1))

const insertLine = insertion('log', [
  'id',
  'at',
  'operator_id',
  'action',
  'subject',
  'subject_id',
  'details',
  'previous_hash',
  'hash',
])

const start = '0'.repeat(64)

const content = (row: Omit<LogRow, 'hash'>): string =>
  JSON.stringify([
    row.previous_hash,
    row.id,
    row.at,
    row.operator_id,
    row.action,
    row.subject,
    row.subject_id,
    row.details,
  ])

/** The log of changes of money and terms. */
export const createChainedLog = (digests: Digests): ChainedLog => {
  const firstUnfit = (lines: readonly LogRow[], before: string | null): number | null => {
    let previous = before ?? start
    for (const row of lines) {
      if (row.previous_hash !== previous || digests.sha256(content(row)) !== row.hash) return row.id
      previous = row.hash
    }
    return null
  }
  return {
    append: (tx, entry) => {
      const last = tx.first(lastLine({}))
      const row = {
        id: tx.nextId('log'),
        at: entry.at,
        operator_id: entry.operatorId,
        action: entry.action,
        subject: entry.subject,
        subject_id: entry.subjectId,
        details: JSON.stringify(entry.details),
        previous_hash: last?.hash ?? start,
      }
      tx.run(insertLine({ ...row, hash: digests.sha256(content(row)) }))
    },
    firstBroken: (read) => firstUnfit(read.all(sql.selectFrom('log').selectAll().orderBy('id')), null),
    firstUnfit,
  }
}
