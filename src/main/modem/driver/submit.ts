import type { Timers } from '../../app/ports/clock.ts'
import type { PreparedPart, SubmitOutcome } from '../../app/ports/modem.ts'
import { parseReference } from '../at/answers.ts'
import { classify, isBusy } from '../at/errors.ts'
import type { Exchange } from '../at/exchange.ts'
import type { Answer } from '../at/session.ts'
import { submitPart } from './commands.ts'
import { pause } from './pause.ts'

const REASONS: Readonly<Record<Answer['kind'], string>> = {
  ok: 'garbled-answer',
  error: 'garbled-answer',
  'no-prompt': 'no-prompt',
  restarted: 'restarted',
  timeout: 'no-answer',
  closed: 'link-lost',
}

export interface SubmitDeps {
  readonly exchange: Exchange
  readonly timers: Timers
  /** True where echo was turned off: then it tells of a restart. */
  readonly refuseEcho: boolean
  /** Whether a line tells that the modem started anew, so that no answer comes. */
  readonly endedBy: (line: string) => boolean
  /** +CMS ERROR codes by which this maker says that it is busy. */
  readonly busyCodes: readonly number[]
}

/**
 * What an answer to AT+CMGS or AT+CMSS means for the part; `gone` tells that the network may have it. Whatever is not
 * clearly said after that is uncertain.
 */
export function outcomeOf(
  answer: Answer,
  gone = answer.bodyWritten,
  busyCodes: readonly number[] = [],
): SubmitOutcome {
  const reference = answer.lines.map((line) => parseReference(line.text)).find((found) => found !== null)
  // The network's reference is proof, whatever became of the OK after it.
  if (typeof reference === 'number') return { kind: 'accepted', reference }
  if (answer.kind === 'error' && answer.error !== null) {
    if (gone && answer.error.line === 'NO CARRIER') return { kind: 'uncertain', reason: 'garbled-answer' }
    const { class: meaning, text, once } = classify(answer.error, busyCodes)
    const refusal: SubmitOutcome = { kind: 'rejected', class: meaning, code: answer.error.code, text }
    return once === true ? { ...refusal, once } : refusal
  }
  const reason = REASONS[answer.kind]
  return gone ? { kind: 'uncertain', reason } : { kind: 'unsent', reason }
}

/** Sends one part and waits for the network's word; bounded by the limits of prompt and result. */
export async function submit(deps: SubmitDeps, part: PreparedPart): Promise<SubmitOutcome> {
  const answer = await whenFree(deps, () =>
    deps.exchange.run({ ...submitPart(part.pdu, part.length, deps.refuseEcho), endedBy: deps.endedBy }),
  )
  return outcomeOf(answer, answer.bodyWritten, deps.busyCodes)
}

const BUSY_TRIES = 4
const BUSY_PAUSE_MS = 700

/** Runs it again while the modem only says that it is busy: such an answer means that nothing was sent. */
export async function whenFree(
  { timers, busyCodes }: Pick<SubmitDeps, 'timers' | 'busyCodes'>,
  run: () => Promise<Answer>,
): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    const answer = await run()
    const busy = answer.kind === 'error' && answer.error !== null && isBusy(answer.error, busyCodes)
    if (!busy || tries >= BUSY_TRIES) return answer
    await pause(timers, BUSY_PAUSE_MS)
  }
}

/** SIM or modem storage full: 3GPP TS 23.040, 9.2.3.22 (0xD0, 0xD3) and TS 27.005, 3.2.5. */
const FULL_CODES: ReadonlySet<number> = new Set([208, 211, 322])
/** Faults that only a restart of the modem is known to cure: 0xD2, and failures of modem, service and memory. */
const SICK_CODES: ReadonlySet<number> = new Set([210, 300, 301, 320])

export type Remedy = 'none' | 'empty-storage' | 'set-up-again'

/** What the driver can do about a refusal that is the device's, before the next part meets the same one. */
export function remedyFor(outcome: SubmitOutcome): Remedy {
  if (outcome.kind !== 'rejected') return 'none'
  if (outcome.code !== null && FULL_CODES.has(outcome.code)) return 'empty-storage'
  // A PDU that is refused as such may have met a modem that fell back to text mode.
  return outcome.class === 'device' || outcome.class === 'our-bug' ? 'set-up-again' : 'none'
}

/** True for a refusal that speaks of the modem itself, not of its settings, card or memory. */
export function isSick(outcome: SubmitOutcome): boolean {
  return outcome.kind === 'rejected' && outcome.code !== null && SICK_CODES.has(outcome.code)
}
