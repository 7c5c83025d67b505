import { z } from 'zod'
import { type Day, dayOf } from '../../../shared/days.ts'
import { readSetting, writeSetting } from '../office/office-book.ts'
import type { Instant } from '../ports/clock.ts'
import type { SafetySizes } from '../ports/safety.ts'
import type { Reader, Writer } from '../ports/store.ts'

const Growth = z.array(z.object({ day: z.string(), octets: z.int() }))
const days_max = 366

/** Octets of the office's files, a day each, oldest first. */
export const readGrowth = (read: Reader): { day: Day; octets: number }[] =>
  Growth.parse(JSON.parse(readSetting(read, 'growth') ?? '[]'))

/** Writes down what the office takes today; the day's last word counts. Copies are not growth: the rule bounds them. */
export const keepGrowth = (
  tx: Writer,
  now: { readonly at: Instant; readonly timeZone: string; readonly sizes: SafetySizes },
): void => {
  const day = dayOf(now.at, now.timeZone)
  const earlier = readGrowth(tx).filter((one) => one.day < day)
  const octets = now.sizes.journal + now.sizes.snapshots
  writeSetting(tx, 'growth', [...earlier, { day, octets }].slice(-days_max))
}
