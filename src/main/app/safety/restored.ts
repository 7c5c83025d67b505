import type { ChainedLog } from '../calls/chained-log.ts'
import { heldBy } from '../office/clock-guard.ts'
import { readSetting, writeSetting } from '../office/office-book.ts'
import type { Instant } from '../ports/clock.ts'
import { sql } from '../ports/sql.ts'
import type { Reader, Writer } from '../ports/store.ts'

/** What an office was restored from; `older`: a person put an older folder in its place and opened it as it is. */
export interface RestoredFrom {
  readonly kind: 'copy' | 'mirror' | 'salvage' | 'older'
  /** When the newest thing in it was recorded or written. */
  readonly asOf: Instant | null
}

/**
 * Marks an office that was put together anew, before anything of it is sent: nothing is sent until a person has
 * looked, for what was sent after `asOf` is not known here. The chained log says so too.
 */
export const markRestored = (tx: Writer, from: RestoredFrom, at: Instant, log: ChainedLog): void => {
  // An office that was never set up has nothing to hold.
  if (readSetting(tx, 'office') === null) return
  writeSetting(tx, 'hold', { by: 'restored', at })
  writeSetting(tx, 'restored', { at, ...from })
  // The first copy of this state is owed at once. Of a salvaged office the earlier ones lie where they lay.
  const forgotten = from.kind === 'salvage' ? ['copy-good'] : ['copies', 'copy-good']
  tx.run(sql.deleteFrom('setting').where('key', 'in', forgotten))
  log.append(tx, {
    at,
    operatorId: null,
    action: 'office.restored',
    subject: 'office',
    subjectId: null,
    details: { kind: from.kind, asOf: from.asOf },
  })
}

/** When the office was restored, as long as nobody has looked and let the sending go on; else null. */
export const readRestoredAt = (read: Reader): Instant | null => {
  if (heldBy(read) !== 'restored') return null
  const value: unknown = JSON.parse(readSetting(read, 'restored') ?? 'null')
  return value !== null && typeof value === 'object' && 'at' in value && typeof value.at === 'number'
    ? value.at
    : null
}
