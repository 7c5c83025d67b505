import type { Instant } from '../ports/clock.ts'
import { sql } from '../ports/sql.ts'
import type { Reader, Writer } from '../ports/store.ts'
import { readSetting, writeSetting } from './office-book.ts'

/** A clock may be corrected by this much without a question, milliseconds. */
const tolerance_ms = 2 * 60_000

const lastRecord = (read: Reader): Instant =>
  read.first(sql.selectFrom('log').select('at').orderBy('id', 'desc').limit(1))?.at ?? 0

const confirmedRecord = (read: Reader): Instant => {
  const value: unknown = JSON.parse(readSetting(read, 'clock-confirmed') ?? 'null')
  return typeof value === 'number' ? value : 0
}

/** Whether the clock stands before the last line of the log, and nobody has confirmed that it is right. */
export const clockWentBack = (read: Reader, now: Instant): boolean => {
  const last = lastRecord(read)
  return last > now + tolerance_ms && last !== confirmedRecord(read)
}

/**
 * Why nothing is sent now: a person held the queue, the clock is in doubt, or the office was restored and nobody has
 * looked yet; null when nothing holds it.
 */
export const heldBy = (read: Reader): 'operator' | 'clock' | 'restored' | null => {
  const value: unknown = JSON.parse(readSetting(read, 'hold') ?? 'null')
  if (value === null) return null
  const by = typeof value === 'object' && 'by' in value ? value.by : null
  return by === 'clock' || by === 'restored' ? by : 'operator'
}

/** Holds sending and the till until a person confirms the time. */
export const holdForClock = (tx: Writer, now: Instant): void =>
  writeSetting(tx, 'hold', { by: 'clock', at: now })

/** A person says that the time is right now, or that the queue may go on. */
export const releaseHold = (tx: Writer): void => {
  if (heldBy(tx) === 'clock') writeSetting(tx, 'clock-confirmed', lastRecord(tx))
  tx.run(sql.deleteFrom('setting').where('key', '=', 'hold'))
}
