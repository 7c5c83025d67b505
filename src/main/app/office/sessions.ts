import type { OperatorInSession } from '../calls/handlers.ts'
import type { Timers } from '../ports/clock.ts'
import { prepared } from '../ports/prepared.ts'
import type { Random } from '../ports/random.ts'
import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'

const activeOperator = prepared((given: { id: number }) =>
  sql
    .selectFrom('operator')
    .select(['id', 'name', 'role'])
    .where('id', '=', given.id)
    .where('active', '=', 1),
)

export interface Sessions {
  open(operatorId: number): string
  end(session: string): void
  /** Ends every session of an operator: after a change of PIN, role or activity. */
  endAll(operatorId: number): void
  /** Null when the session is unknown, ended, or its operator is no longer active. */
  operatorOf(read: Reader, session: string): OperatorInSession | null
  /** Seconds until another PIN may be tried for this operator; 0 = now. */
  lockedFor_s(operatorId: number): number
  /** Counts a try before its PIN is looked at: tries made together are counted together. */
  countTry(operatorId: number): void
  rightPin(operatorId: number): void
}

const triesBeforeLock = 5
const lock_ms = 60_000
const sessionsMax = 100

/** Sessions live in memory: a restart asks everyone to log in again, and nothing of them is ever on disk. */
export const createSessions = (random: Random, timers: Timers): Sessions => {
  const operators = new Map<string, number>()
  const wrong = new Map<number, { tries: number; until_ms: number }>()
  return {
    open: (operatorId) => {
      const oldest = operators.keys().next()
      if (operators.size >= sessionsMax && !oldest.done) operators.delete(oldest.value)
      const session = [...random.bytes(24)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
      operators.set(session, operatorId)
      return session
    },
    end: (session) => {
      operators.delete(session)
    },
    endAll: (operatorId) => {
      for (const [session, owner] of operators) if (owner === operatorId) operators.delete(session)
    },
    operatorOf: (read, session) => {
      const id = operators.get(session)
      if (id === undefined) return null
      return read.first(activeOperator({ id })) ?? null
    },
    lockedFor_s: (operatorId) => {
      const until_ms = wrong.get(operatorId)?.until_ms ?? 0
      return Math.max(0, Math.ceil((until_ms - timers.monotonic()) / 1000))
    },
    countTry: (operatorId) => {
      const before = wrong.get(operatorId) ?? { tries: 0, until_ms: 0 }
      const tries = before.tries + 1
      const until_ms = tries % triesBeforeLock === 0 ? timers.monotonic() + lock_ms : before.until_ms
      wrong.set(operatorId, { tries, until_ms })
    },
    rightPin: (operatorId) => {
      wrong.delete(operatorId)
    },
  }
}
