import { isRegistrationAnswer } from './answers.ts'
import type { Answer, Command, Session } from './session.ts'

export interface Exchange {
  /** Like the session's, but gets back in step first when an answer was missed. */
  run(command: Command): Promise<Answer>
  /** Tells whether an answer was missed since the last call. */
  takeDisturbed(): boolean
}

const MARKER_TIMEOUT_MS = 600

/** Questions whose answers cannot be taken for another command's. */
const MARKERS: readonly Command[] = [
  {
    text: 'AT+CSQ',
    timeout_ms: MARKER_TIMEOUT_MS,
    needsLine: true,
    accepts: (line) => line.startsWith('+CSQ:'),
  },
  { text: 'AT+CREG?', timeout_ms: MARKER_TIMEOUT_MS, needsLine: true, accepts: isRegistrationAnswer },
  {
    text: 'AT+CMEE?',
    timeout_ms: MARKER_TIMEOUT_MS,
    needsLine: true,
    accepts: (line) => line.startsWith('+CMEE:'),
  },
]

const CLOSED: Answer = { kind: 'closed', error: null, lines: [], bodyWritten: false }

/**
 * Gets session and modem back in step after a missed answer: a modem answers in order, so whatever comes before
 * the answer to a distinctive question belongs to older commands. False when the modem answers none of them.
 */
export async function resynchronise(session: Session, missed: string | null): Promise<boolean> {
  session.escape()
  for (const marker of MARKERS) {
    if (marker.text === missed) continue
    const answer = await session.run(marker)
    if (answer.kind === 'ok' || answer.kind === 'error') return true
    if (answer.kind === 'closed') return false
  }
  return false
}

/** Commands over one session, kept in step; a modem that stays silent gets its link closed. */
export function createExchange(session: Session): Exchange {
  let missed: string | null = null
  let disturbed = false
  return {
    async run(command) {
      if (!session.inStep()) {
        if (!(await resynchronise(session, missed))) {
          await session.close()
          return CLOSED
        }
      }
      const answer = await session.run(command)
      if (!session.inStep()) {
        missed = command.text
        disturbed = true
      }
      return answer
    },
    takeDisturbed() {
      const was = disturbed
      disturbed = false
      return was
    },
  }
}
