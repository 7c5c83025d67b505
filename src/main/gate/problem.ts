import { type GateAct, GateProblem } from '../../shared/contract/safety.ts'
import type { Instant } from '../app/ports/clock.ts'
import { FileError } from '../app/ports/files.ts'
import { OfficeTakenOver } from '../store/lock/heartbeat.ts'
import { fileProblem, OpenFailure, type OpenProblem } from '../store/open-problem.ts'
import type { OfficeFailure } from './opened.ts'

const bare = { file: null, reason: null, host: null, pid: null, since: null } as const

/** A defect of the program kept the office closed: its words are in the log. */
export const bugProblem: GateProblem = { code: 'bug', ...bare }

/** Of a lock that another computer holds: one of the same name is another too. */
const elsewhereWord = 'elsewhere'

/** An opening's refusal as the gate tells it. */
export const gateProblem = (problem: OpenProblem): GateProblem => {
  switch (problem.code) {
    case 'passphrase':
      return { ...bare, code: problem.details.wrong ? 'passphrase-wrong' : 'passphrase-needed' }
    case 'locked': {
      const { holder, file, elsewhere } = problem.details
      return { ...bare, ...holder, code: 'held', file, reason: elsewhere ? elsewhereWord : null }
    }
    case 'newer-schema':
      return { ...bare, code: problem.code, reason: problem.details.needs }
    case 'older-than-known': {
      const { known, found } = problem.details
      const reason = `${found.segment}/${found.sequence} < ${known.segment}/${known.sequence}`
      return { ...bare, code: problem.code, reason }
    }
    case 'another-kind':
      return { ...bare, code: problem.code, file: problem.details.file, reason: problem.details.found }
    case 'damaged':
    case 'io':
      return { ...bare, code: problem.code, file: problem.details.file, reason: problem.details.reason }
    case 'no-key':
    case 'no-space':
    case 'folder-gone':
    case 'read-only':
      return { ...bare, code: problem.code, file: problem.details.file }
  }
}

const acts: { readonly [Code in GateProblem['code']]: readonly GateAct[] } = {
  'passphrase-needed': ['unlock', 'restore'],
  'passphrase-wrong': ['unlock', 'restore'],
  'no-key': ['retry', 'restore'],
  held: ['retry'],
  damaged: ['retry', 'read-only', 'salvage', 'restore'],
  'older-than-known': ['retry', 'accept-older', 'restore'],
  'newer-schema': ['retry'],
  'folder-gone': ['retry', 'restore'],
  'read-only': ['retry'],
  'no-space': ['retry'],
  io: ['retry'],
  'another-kind': ['retry'],
  bug: ['retry'],
}

/** Acts that go on from a state that is good: there is nothing in them where none is left. */
const needGood: ReadonlySet<GateAct> = new Set(['read-only', 'salvage'])

/**
 * What a person may do about a problem. A holder on this machine is alive: its lock ends with its process. `lastGoodAt` is
 * null where nothing good of the office is known.
 */
export const actsFor = ({ code, reason }: GateProblem, lastGoodAt: Instant | null): readonly GateAct[] => {
  if (code === 'held' && reason === elsewhereWord) return ['retry', 'take-over']
  return lastGoodAt === null ? acts[code].filter((act) => !needGood.has(act)) : acts[code]
}

const passing: ReadonlySet<GateProblem['code']> = new Set(['folder-gone', 'no-space', 'read-only', 'io'])

/** Whether the problem may end without anybody's act here: a stick put back, space made, a network that returns. */
export const mayPass = ({ code }: GateProblem): boolean => passing.has(code)

export const sameProblem = (one: GateProblem | null, other: GateProblem | null): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

/** What an error under an open office means, in plain data. */
export const failureOf = (error: unknown): OfficeFailure => {
  const message = error instanceof Error ? error.message : String(error)
  // It is an opening's refusal too, where it is found out while the office opens.
  if (error instanceof OfficeTakenOver) return { code: 'lock-lost', message }
  if (error instanceof OpenFailure) return { code: gateProblem(error.problem).code, message }
  if (error instanceof FileError) return { code: gateProblem(fileProblem(error)).code, message }
  return { code: 'bug', message }
}

/** The problem of an office that failed too often to be opened again by itself. */
export const failedProblem = (code: string): GateProblem => {
  const known = GateProblem.shape.code.safeParse(code)
  if (known.success) return { ...bugProblem, code: known.data }
  return { ...bugProblem, code: code === 'lock-lost' ? 'held' : 'io' }
}
