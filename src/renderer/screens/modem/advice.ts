import type { CallOutput } from '../../../shared/contract/contract.ts'

export type ModemView = CallOutput<'modem.state'>

/** What the driver says is wrong: each has its own words and its own advice. */
const problems = [
  'no-modem',
  'no-port',
  'link-lost',
  'driver',
  'no-answer',
  'no-pdu-mode',
  'no-sim',
  'sim-failure',
  'sim-locked',
  'pin-needed',
  'pin-wrong',
  'puk-needed',
  'other-sim',
  'other-modem',
  'hilink',
  'port-busy',
  'no-signal',
  'no-service-centre',
  'reset-reopen',
  'reset-settings',
  'reset-restart',
  'replug',
  'not-registered',
  'registration-denied',
  'storage-full',
] as const

export type Problem = (typeof problems)[number]

/** What the screen speaks of: an invented modem has no port that a person could look at. */
export function problemOf({ problem, virtual }: Pick<ModemView, 'problem' | 'virtual'>): Problem | null {
  return virtual && problem === 'no-port' ? 'no-modem' : knownProblem(problem)
}

/** The problem as one of those with words; null when there is none, or one that has none. */
export function knownProblem(problem: string | null): Problem | null {
  return problems.find((each) => each === problem) ?? null
}

/** How the state looks: something works, waits by itself, or needs a person. */
export function toneOf({ phase, problem }: Pick<ModemView, 'phase' | 'problem'>): 'good' | 'warn' | 'bad' {
  if (phase === 'ready') return problem === null ? 'good' : 'warn'
  if (phase === 'opening' || phase === 'searching') return problem === 'registration-denied' ? 'bad' : 'warn'
  return phase === 'pin' ? 'warn' : 'bad'
}
