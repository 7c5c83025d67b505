import type { PreparedPart, SubmitOutcome } from '../../app/ports/modem.ts'
import { parseReference } from '../at/answers.ts'
import { classify } from '../at/errors.ts'
import type { Exchange } from '../at/exchange.ts'
import type { Answer } from '../at/session.ts'
import { submitPart } from './commands.ts'

const REASONS: Readonly<Record<Answer['kind'], string>> = {
  ok: 'garbled-answer',
  error: 'garbled-answer',
  'no-prompt': 'no-prompt',
  echoed: 'restarted',
  timeout: 'no-answer',
  closed: 'link-lost',
}

/** What an answer to AT+CMGS means for the part. Whatever is not clearly said after the end mark is uncertain. */
export function outcomeOf(answer: Answer): SubmitOutcome {
  const reference = answer.lines.map((line) => parseReference(line.text)).find((found) => found !== null)
  // The network's reference is proof, whatever became of the OK after it.
  if (typeof reference === 'number') return { kind: 'accepted', reference }
  if (answer.kind === 'error' && answer.error !== null) {
    if (answer.bodyWritten && answer.error.line === 'NO CARRIER') {
      return { kind: 'uncertain', reason: 'garbled-answer' }
    }
    const meaning = classify(answer.error)
    return { kind: 'rejected', class: meaning.class, code: answer.error.code, text: meaning.text }
  }
  const reason = REASONS[answer.kind]
  return answer.bodyWritten ? { kind: 'uncertain', reason } : { kind: 'unsent', reason }
}

/** Sends one part and waits for the network's word; bounded by the limits of prompt and result. */
export async function submit(
  exchange: Exchange,
  part: PreparedPart,
  refuseEcho: boolean,
): Promise<SubmitOutcome> {
  return outcomeOf(await exchange.run(submitPart(part.pdu, part.length, refuseEcho)))
}

/** SIM or modem storage full: 3GPP TS 23.040, 9.2.3.22 (0xD0, 0xD3) and TS 27.005, 3.2.5. */
const FULL_CODES: ReadonlySet<number> = new Set([208, 211, 322])

export type Remedy = 'none' | 'empty-storage' | 'set-up-again'

/** What the driver can do about a refusal that is the device's, before the next part meets the same one. */
export function remedyFor(outcome: SubmitOutcome): Remedy {
  if (outcome.kind !== 'rejected') return 'none'
  if (outcome.code !== null && FULL_CODES.has(outcome.code)) return 'empty-storage'
  // A PDU that is refused as such may have met a modem that fell back to text mode.
  return outcome.class === 'device' || outcome.class === 'our-bug' ? 'set-up-again' : 'none'
}
