import { z } from 'zod'
import { CopyReason } from '../../../shared/contract/safety.ts'
import { type Day, dayOf, timeOf } from '../../../shared/days.ts'
import { type CopyStanding, copyIsOld } from '../../domain/copy-due.ts'
import { copiesToRemove, type KeptCopy } from '../../domain/copy-retention.ts'
import { readSetting, writeSetting } from '../office/office-book.ts'
import type { Instant } from '../ports/clock.ts'
import { sql } from '../ports/sql.ts'
import type { Reader, Writer } from '../ports/store.ts'

const CopyRecord = z.object({
  name: z.string(),
  at: z.int(),
  reason: CopyReason,
  where: z.enum(['office', 'place']),
  size: z.int(),
  checkedAt: z.int().nullable(),
  problem: z.string().nullable(),
  /** SHA-256 of its database, null where it could not be made. */
  digest: z.string().nullable(),
})

/** What the office remembers of a copy it made. */
export type CopyRecord = z.output<typeof CopyRecord>

const Records = z.array(CopyRecord)
const LastGood = z.object({ at: z.int(), work: z.int() })

const namePattern = /^kvitok-(\d{4}-\d\d-\d\d)-(\d\d)(\d\d)-(day|shift|person)(?:-\d+)?\.kvs$/
const schemaPattern = /^schema-\d{8}-\d{8}\.kvs$/

/** `kvitok-2026-11-23-1805-shift.kvs`, by the office's clock on the wall; `taken` names are not given again. */
export const copyName = (
  at: Instant,
  reason: CopyRecord['reason'],
  timeZone: string,
  taken: readonly string[],
): string => {
  const stem = `kvitok-${dayOf(at, timeZone)}-${timeOf(at, timeZone).replace(':', '')}-${reason}`
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? `${stem}.kvs` : `${stem}-${number}.kvs`
    if (!taken.includes(name)) return name
  }
}

/** Day and reason of a copy by its name; null for a file of another make. */
export const readCopyName = (name: string): { day: Day | null; reason: CopyRecord['reason'] } | null => {
  if (schemaPattern.test(name)) return { day: null, reason: 'schema' }
  const match = namePattern.exec(name)
  if (match?.[1] === undefined) return null
  return { day: match[1], reason: CopyReason.parse(match[4]) }
}

/** Every copy that is remembered, in both folders, newest first. */
export const readCopies = (read: Reader): CopyRecord[] =>
  Records.parse(JSON.parse(readSetting(read, 'copies') ?? '[]'))

const writeCopies = (tx: Writer, records: readonly CopyRecord[]): void =>
  writeSetting(
    tx,
    'copies',
    [...records].sort((left, right) => right.at - left.at),
  )

/**
 * A number that grows with everything the office records: money and terms (the log), visits, messages both ways. A copy
 * that was made at the same number misses nothing.
 */
export const workMark = (read: Reader): number =>
  (['log', 'visit', 'message', 'inbox'] as const).reduce(
    (sum, table) =>
      sum + (read.first(sql.selectFrom(table).select('id').orderBy('id', 'desc').limit(1))?.id ?? 0),
    0,
  )

const lastGood = (read: Reader): z.output<typeof LastGood> | null =>
  LastGood.nullable().parse(JSON.parse(readSetting(read, 'copy-good') ?? 'null'))

export const copyStanding = (read: Reader): CopyStanding => {
  const last = lastGood(read)
  return { lastGoodAt: last?.at ?? null, workSince: workMark(read) !== (last?.work ?? 0) }
}

/** The passphrase is another: copies so far open by the earlier words alone, so one is owed at once, work or none. */
export const owesCopy = (tx: Writer): void => {
  tx.run(sql.deleteFrom('setting').where('key', '=', 'copy-good'))
}

/** Age of the last good copy, and whether it is one to warn of. `now` is the computer's, not the training clock's. */
export const copyAge = (read: Reader, now: Instant): { copyAt: Instant | null; copyOld: boolean } => {
  const standing = copyStanding(read)
  const founded = (): Instant | null =>
    read.first(sql.selectFrom('log').select('at').orderBy('id').limit(1))?.at ?? null
  const since = standing.lastGoodAt === null ? founded() : null
  return { copyAt: standing.lastGoodAt, copyOld: copyIsOld(standing, now, since) }
}

/** Remembers a copy just made, or that it could not be. `work` is the mark from before it was begun. */
export const keepCopy = (tx: Writer, record: CopyRecord, work: number): void => {
  writeCopies(tx, [record, ...readCopies(tx).filter((one) => !sameFile(one, record))])
  if (record.problem === null && record.checkedAt !== null)
    writeSetting(tx, 'copy-good', { at: record.at, work })
}

/** These good copies of the office's folder lie in the place too, compared there. */
export const keepArrived = (
  tx: Writer,
  arrived: readonly { readonly name: string; readonly size: number }[],
  at: Instant,
): void => {
  const records = readCopies(tx)
  const here = new Map(records.filter(({ where }) => where === 'office').map((one) => [one.name, one]))
  const there = arrived.flatMap(({ name, size }): CopyRecord[] => {
    const own = here.get(name)
    return own === undefined ? [] : [{ ...own, where: 'place', size, checkedAt: at, problem: null }]
  })
  const others = records.filter((one) => !there.some((other) => sameFile(one, other)))
  writeCopies(tx, [...there, ...others])
}

/** Forgets what is in its folder no more. A failed copy that left no file is forgotten with the next good one. */
export const forgetCopies = (tx: Writer, where: CopyRecord['where'], gone: readonly string[]): void => {
  if (gone.length === 0) return
  writeCopies(
    tx,
    readCopies(tx).filter((one) => one.where !== where || !gone.includes(one.name)),
  )
}

const sameFile = (left: CopyRecord, right: CopyRecord): boolean =>
  left.name === right.name && left.where === right.where

export const stateOf = (record: CopyRecord | undefined): KeptCopy['state'] => {
  if (record === undefined) return 'unchecked'
  if (record.problem !== null) return 'bad'
  return record.checkedAt === null ? 'unchecked' : 'good'
}

/** Of the files in a folder, those that the rule lets go. What carries no day of its own stays. */
export const removableCopies = (
  names: readonly string[],
  records: readonly CopyRecord[],
): readonly string[] => {
  const known = new Map(records.map((one) => [one.name, one]))
  return copiesToRemove(
    names.flatMap((name): KeptCopy[] => {
      const day = readCopyName(name)?.day ?? null
      const record = known.get(name)
      if (day === null) return []
      return [{ name, day, at: record?.at ?? 0, state: stateOf(record) }]
    }),
  )
}
