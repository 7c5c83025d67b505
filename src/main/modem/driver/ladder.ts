import type { ModemProblem } from '../../app/ports/modem.ts'
import type { Vendor } from './vendor-table.ts'

export type LadderStep = Extract<ModemProblem, 'reset-reopen' | 'reset-settings' | 'reset-restart' | 'replug'>

/** What is tried, each once, with a modem that worked and fell silent; the last step is a person's. */
export interface Ladder {
  /** The step to try now, null where nothing is wrong. */
  step(): LadderStep | null
  /** It answers and does what it should. */
  worked(vendor: Vendor): void
  /** It does not answer, or another step did not help. */
  silent(): void
  /** It refused a part with a fault of its own; true when it must be restarted for that now. */
  refused(): boolean
  /** It took a part. */
  accepted(): void
  /** The restart was tried. */
  restarted(): void
  /** The stick was pulled or its port is gone: the next one begins afresh. */
  gone(): void
  /** Its row of the table, null before it was ever ready. */
  vendor(): Vendor | null
}

const REFUSALS = 3

export function createLadder(): Ladder {
  let vendor: Vendor | null = null
  let level = 0
  let refusals = 0
  let wasRestarted = false
  const steps = (): LadderStep[] => [
    'reset-reopen',
    'reset-settings',
    ...(vendor?.restart == null || wasRestarted ? [] : ['reset-restart' as const]),
    'replug',
  ]
  const refusing = (): boolean => refusals >= REFUSALS
  return {
    step() {
      if (refusing()) return wasRestarted || vendor?.restart == null ? 'replug' : 'reset-restart'
      return steps()[Math.min(level, steps().length) - 1] ?? null
    },
    worked(known) {
      vendor = known
      level = 0
    },
    silent() {
      if (vendor !== null) level += 1
    },
    refused() {
      refusals += 1
      return refusing() && !wasRestarted && vendor?.restart != null
    },
    accepted() {
      refusals = 0
      wasRestarted = false
    },
    restarted() {
      wasRestarted = true
      refusals = Math.min(refusals, REFUSALS - 1)
    },
    gone() {
      level = 0
      refusals = 0
      wasRestarted = false
    },
    vendor: () => vendor,
  }
}
