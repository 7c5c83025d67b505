import { addDays, type Day, dayOf, instantOf, type TimeOfDay } from '../../shared/days.ts'

/** What is known of the last good copy, and of what the office did since. */
export interface CopyStanding {
  /** Null where there is none. */
  readonly lastGoodAt: number | null
  /** Something was recorded after it. */
  readonly workSince: boolean
}

const day_ms = 24 * 3600 * 1000
/** A last good copy older than this, with work since, is told to people. */
const old_ms = 2 * day_ms

/** The desk's last closing hour that is not after `now`: a copy is owed for the day that ended there. */
const lastClosing = (now: number, closes: TimeOfDay, timeZone: string): number => {
  const today: Day = dayOf(now, timeZone)
  const closing = instantOf(today, closes, timeZone)
  return closing <= now ? closing : instantOf(addDays(today, -1), closes, timeZone)
}

/** Whether the day's copy is owed: nothing good was made since the desk closed last, and there was work to keep. */
export const copyDue = (
  standing: CopyStanding,
  at: { readonly now: number; readonly closes: TimeOfDay; readonly timeZone: string },
): boolean => {
  if (!standing.workSince) return false
  const { lastGoodAt } = standing
  // A copy of the future was made by a clock that has been set back since: it says nothing of today.
  if (lastGoodAt === null || lastGoodAt > at.now) return true
  return lastGoodAt < lastClosing(at.now, at.closes, at.timeZone)
}

/**
 * Whether people must be warned: work lies open to loss for longer than two days. `since` is when the first work was
 * recorded, for an office that never had a copy.
 */
export const copyIsOld = (standing: CopyStanding, now: number, since: number | null): boolean => {
  if (!standing.workSince) return false
  const from = standing.lastGoodAt ?? since
  return from !== null && Math.abs(now - from) > old_ms
}
