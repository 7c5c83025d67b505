import type { GateProblem, GateView } from '../../../shared/contract/safety.ts'

/** The words of a problem that depend on more than its code: `held_here`, `damaged_known`. */
export interface ProblemWords {
  /** Key of its title, and of what happened. */
  readonly title: string
  readonly what: string
  readonly safe: string
  /** What to do, one after another. */
  readonly steps: readonly string[]
}

const stepCounts: Readonly<Record<GateProblem['code'], number>> = {
  'passphrase-needed': 2,
  'passphrase-wrong': 3,
  'no-key': 2,
  held: 2,
  damaged: 3,
  'older-than-known': 2,
  'newer-schema': 1,
  'folder-gone': 2,
  'read-only': 2,
  'no-space': 2,
  io: 2,
  'another-kind': 1,
  bug: 2,
}

/** Of a damaged office of which nothing good is left. */
const lostSteps = 2

/** Problems that end without an act here: the program looks again by itself. */
const passing: ReadonlySet<GateProblem['code']> = new Set(['folder-gone', 'read-only', 'no-space', 'io'])

export const waitsByItself = (problem: GateProblem): boolean => passing.has(problem.code)

/** A person may be told the words as soon as the office's own say in them is known. */
export function problemWords({
  problem,
  lastGoodAt,
  acts,
}: Pick<GateView, 'problem' | 'lastGoodAt' | 'acts'> & {
  readonly problem: GateProblem
}): ProblemWords {
  const { code } = problem
  const away = code === 'held' && acts.includes('take-over')
  const what = `${code}.what${variantOf(problem, away)}`
  const lost = code === 'damaged' && lastGoodAt === null
  const step = code === 'held' && !away ? 'here' : lost ? 'lost' : 'step'
  return {
    title: `${code}.title`,
    what,
    safe: code === 'damaged' && !lost ? `${code}.safeKnown` : `${code}.safe`,
    steps: Array.from({ length: lost ? lostSteps : stepCounts[code] }, (_, at) => `${code}.${step}${at + 1}`),
  }
}

function variantOf({ code, host, reason }: GateProblem, away: boolean): string {
  if (code === 'held') return host === null ? 'Unknown' : away ? 'Away' : 'Here'
  if (code === 'another-kind') return reason === 'training' ? 'Training' : 'Real'
  return ''
}
