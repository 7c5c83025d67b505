import type { PreparedPart, SubmitOutcome } from '../../app/ports/modem.ts'
import { parseReference } from '../at/answers.ts'
import { classify } from '../at/errors.ts'
import type { Exchange } from '../at/exchange.ts'
import type { Answer } from '../at/session.ts'
import { submitPart } from './commands.ts'

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
  if (!answer.bodyWritten) {
    return { kind: 'unsent', reason: answer.kind === 'closed' ? 'link-lost' : 'no-prompt' }
  }
  const reasons = { closed: 'link-lost', timeout: 'no-answer' } as const
  const reason =
    answer.kind === 'closed' || answer.kind === 'timeout' ? reasons[answer.kind] : 'garbled-answer'
  return { kind: 'uncertain', reason }
}

/** Sends one part and waits for the network's word; bounded by the limits of prompt and result. */
export async function submit(exchange: Exchange, part: PreparedPart): Promise<SubmitOutcome> {
  return outcomeOf(await exchange.run(submitPart(part.pdu, part.length)))
}
