import { isRegistrationAnswer } from './answers.ts'
import type { Answer, Command, Session } from './session.ts'

export interface Exchange {
  /** Like the session's, but gets back in step first when an answer was missed. */
  run(command: Command): Promise<Answer>
  /** Tells whether an answer was missed since the last call. */
  takeDisturbed(): boolean
}

const QUICK_MS = 600
/** For a modem that is still busy with what it was asked before. */
const PATIENT_MS = 5_000

const marker = (text: string, accepts: (line: string) => boolean, timeout_ms = QUICK_MS): Command => ({
  text,
  timeout_ms,
  accepts,
  needsLine: true,
})

/** Questions whose answers cannot be taken for another command's, nor for one another's. */
const MARKERS: readonly Command[] = [
  marker('AT+CSQ', (line) => /^\+CSQ:\s*\d/.test(line)),
  marker('AT+CREG?', isRegistrationAnswer),
  marker('AT+CMEE?', (line) => /^\+CMEE:\s*\d/.test(line)),
  marker('AT+CSQ=?', (line) => /^\+CSQ:\s*\(/.test(line), PATIENT_MS),
]

const CLOSED: Answer = { kind: 'closed', error: null, lines: [], bodyWritten: false }

/**
 * Gets session and modem back in step after a missed answer: a modem answers in order, so whatever comes before
 * the answer to a distinctive question belongs to older commands. False when the modem answers none of them.
 */
export async function resynchronise(session: Session, missed: string | null): Promise<boolean> {
  session.escape()
  for (const question of MARKERS) {
    if (question.text === missed) continue
    const answer = await session.run(question)
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
