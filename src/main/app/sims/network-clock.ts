import { heldBy } from '../office/clock-guard.ts'
import { readSetting, writeSetting } from '../office/office-book.ts'
import type { Instant } from '../ports/clock.ts'
import type { NetworkTime } from '../ports/modem.ts'
import { sql } from '../ports/sql.ts'
import type { Reader, Writer } from '../ports/store.ts'

/** How far the PC's clock may be from the network's without a question. */
const tolerance_ms = 5 * 60_000

const key = 'network-clock'

export interface ClockDifference {
  /** The network's time less the PC's, milliseconds. */
  readonly by_ms: number
  readonly at: Instant
}

/** The difference a person was last asked about; null while the clocks agree. */
export const clockDifference = (read: Reader): ClockDifference | null => {
  const value: unknown = JSON.parse(readSetting(read, key) ?? 'null')
  if (value === null || typeof value !== 'object' || !('by_ms' in value) || !('at' in value)) return null
  const { by_ms, at } = value
  return typeof by_ms === 'number' && typeof at === 'number' ? { by_ms, at } : null
}

export type ClockVerdict = 'agrees' | 'known' | 'differs'

/** An SMS may be old when it comes, so that its service centre's time proves only a clock that is behind. */
const difference_ms = (time: NetworkTime): number => {
  const by_ms = time.at - time.readAt
  return time.source === 'service-centre' ? Math.max(0, by_ms) : by_ms
}

/** Whether the network contradicts the PC's clock by minutes, in a way that nobody has settled. */
export const judgeClock = (read: Reader, time: NetworkTime): ClockVerdict => {
  const by_ms = difference_ms(time)
  if (Math.abs(by_ms) <= tolerance_ms) return 'agrees'
  const known = clockDifference(read)
  return known !== null && Math.abs(known.by_ms - by_ms) <= tolerance_ms ? 'known' : 'differs'
}

/** Holds sending and the till until a person confirms the time, and remembers about what. */
export const holdForNetworkClock = (tx: Writer, time: NetworkTime, now: Instant): void => {
  writeSetting(tx, key, { by_ms: difference_ms(time), at: now })
  if (heldBy(tx) === null) writeSetting(tx, 'hold', { by: 'clock', at: now })
}

export const forgetClockDifference = (tx: Writer): void =>
  tx.run(sql.deleteFrom('setting').where('key', '=', key))
