import type { Opening } from '../../src/main/core-parts.ts'
import { usualOpening } from '../../src/main/core-parts.ts'
import { createGate, type Gate, type GateDeps } from '../../src/main/gate/gate.ts'
import type { OfficeFailure, Opened, Repair } from '../../src/main/gate/opened.ts'
import type { OpenProblem } from '../../src/main/store/open-problem.ts'
import type { CallResponse, CoreEvent } from '../../src/shared/contract/envelope.ts'
import { GateView } from '../../src/shared/contract/safety.ts'
import { createFakeCore } from '../fakes/fake-core.ts'
import { createManualTimers } from '../fakes/manual-timers.ts'
import { createMemoryLogger } from '../fakes/silent-logger.ts'

export const opens = (how?: Opening): Opened => {
  const { call, subscribe, stop } = createFakeCore()
  return {
    ok: true,
    office: { readOnly: how?.mode === 'read-only', lastGoodAt: null, call, subscribe, stop },
  }
}
export const refuses = (problem: OpenProblem): Opened => ({ ok: false, problem, lastGoodAt: null })
export const wrong = refuses({ code: 'passphrase', details: { wrong: true } })
export const locked = refuses({ code: 'passphrase', details: { wrong: false } })
export const gone = refuses({ code: 'folder-gone', details: { file: '/stick/office' } })
const damage: OpenProblem = {
  code: 'damaged',
  details: { file: '/office/journal/00000002.kvj', offset: 128, reason: 'a frame does not fit' },
}
export const nothingGood = refuses(damage)
/** Damaged too, with a good state before the damage. */
export const damagedFile: Opened = { ok: false, problem: damage, lastGoodAt: Date.UTC(2026, 10, 16, 9) }

const noRepair: Repair = {
  salvage: () => Promise.reject(new Error('nothing is salvaged here')),
  inspect: () => Promise.reject(new Error('nothing is looked at here')),
  restore: () => Promise.reject(new Error('nothing is restored here')),
}

/** A gate over openings that a test answers one by one. */
export const createGateRig = (deps: Partial<GateDeps> = {}) => {
  const timers = createManualTimers()
  const logger = createMemoryLogger()
  const asked: Opening[] = []
  const failures: OfficeFailure[] = []
  const told: string[] = []
  const events: CoreEvent[] = []
  let fatal: (error: unknown) => void = () => undefined
  let answers: ((how: Opening) => Opened | Promise<Opened>)[] = []
  const gate: Gate = createGate({
    kind: 'real',
    folder: '/office',
    timers,
    logger,
    first: usualOpening,
    lastFailure: null,
    restoreFrom: null,
    stayClosed: false,
    repair: noRepair,
    open: async (how, onFatal) => {
      asked.push(how)
      fatal = onFatal
      const [answer] = answers
      if (answers.length > 1) answers = answers.slice(1)
      if (answer === undefined) throw new Error('the test gave no answer to an opening')
      return answer(how)
    },
    onFatal: (failure) => failures.push(failure),
    tell: (text) => told.push(text),
    ...deps,
  })
  gate.subscribe((event) => events.push(event))
  let keys = 0
  const call = (name: string, input: unknown = {}, key?: string | null): Promise<CallResponse> => {
    keys += 1
    const own = key === undefined ? `gate-key-${keys}` : key
    return gate.call({ call: name, input, session: null, key: own })
  }
  return {
    gate,
    timers,
    logger,
    asked,
    failures,
    told,
    events,
    call,
    /** The next openings answer in turn, the last one for ever. */
    answer: (...next: readonly (Opened | ((how: Opening) => Opened | Promise<Opened>))[]): void => {
      answers = next.map((one) => (typeof one === 'function' ? one : () => one))
    },
    failDisk: (error: unknown): void => fatal(error),
    async view(name = 'gate.state', input: unknown = {}): Promise<GateView> {
      const answer = await call(name, input)
      if (!answer.ok) throw new Error(`${name}: ${answer.error.code}`)
      return GateView.parse(answer.value)
    },
  }
}
