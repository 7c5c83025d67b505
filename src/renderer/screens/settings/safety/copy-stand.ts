import { type Day, daysBetween } from '../../../../shared/calendar-day.ts'
import type { SafetyView } from '../../../../shared/contract/safety.ts'

/**
 * How good the last copy is: what the sentence of its age begins with, and its colour. `earlier`: there are copies, from
 * before the office was put together anew. `practice`: a training office without one, which has nothing to lose.
 */
export type CopyStand = 'good' | 'old' | 'earlier' | 'none' | 'practice'

export const copyStand = (
  { lastGoodCopyAt, copyOld, copies }: Pick<SafetyView, 'lastGoodCopyAt' | 'copyOld' | 'copies'>,
  kind: 'training' | 'real',
): CopyStand => {
  if (lastGoodCopyAt !== null) return copyOld ? 'old' : 'good'
  if (kind === 'training') return 'practice'
  return copies.some(({ problem }) => problem === null) ? 'earlier' : 'none'
}

export const copyTones = {
  good: 'good',
  old: 'warn',
  earlier: 'warn',
  none: 'bad',
  practice: 'plain',
} as const satisfies Record<CopyStand, string>

/** When it was, as people say it. */
export type CopyDay = 'today' | 'yesterday' | 'days'

export function copyDay(day: Day, today: Day): { readonly when: CopyDay; readonly count: number } {
  const count = Math.max(0, daysBetween(day, today))
  return { when: count === 0 ? 'today' : count === 1 ? 'yesterday' : 'days', count }
}

const troubled: ReadonlySet<SafetyView['mirror']['state']> = new Set([
  'absent',
  'full',
  'read-only',
  'foreign',
  'failed',
])

/** The second disk or stick wants a person. */
export const isMirrorTroubled = ({ mirror }: Pick<SafetyView, 'mirror'>): boolean =>
  troubled.has(mirror.state)
