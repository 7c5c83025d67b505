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
