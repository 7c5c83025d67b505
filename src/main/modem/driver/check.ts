import type { CheckStep, CheckStepName, ModemProblem, ModemState } from '../../app/ports/modem.ts'
import {
  parseIndications,
  parseOperator,
  parseServiceCentre,
  parseSignal,
  parseStorage,
} from '../at/answers.ts'
import type { Exchange } from '../at/exchange.ts'
import type { Answer } from '../at/session.ts'
import { ALIVE, asking, SIM_STATE } from './commands.ts'
import type { DriverContext } from './context.ts'
import { readRegistration } from './watch.ts'

type Finding = Omit<CheckStep, 'step'>

const good = (details: Finding['details'] = {}): Finding => ({ result: 'good', code: null, details })
const doubtful = (code: string, details: Finding['details'] = {}): Finding => ({
  result: 'doubtful',
  code,
  details,
})
const bad = (code: string, details: Finding['details'] = {}): Finding => ({ result: 'bad', code, details })

/** A turn of the link comes within a part's own limit. */
const TURN_MS = 75_000
const WEAK_BARS = 1
const NEARLY_FULL = 0.8
const CLOCK_MS = 120_000

type Looked = Readonly<Record<CheckStepName, () => Finding | Promise<Finding>>>

const ORDER: readonly CheckStepName[] = [
  'port',
  'answer',
  'device',
  'sim',
  'network',
  'signal',
  'service-centre',
  'storage',
  'reports',
  'clock',
]

/** Walks from the port to the network; each step is asked of the modem anew, in turn with what it does. */
export async function* walk(
  state: () => ModemState,
  context: DriverContext | null,
): AsyncGenerator<CheckStep> {
  const looked = looks(state, context)
  let broken = false
  for (const step of ORDER) {
    if (broken) yield { step, result: 'skipped', code: null, details: {} }
    else {
      const finding = await looked[step]()
      broken = finding.result === 'bad'
      yield { step, ...finding }
    }
  }
}

/** Steps at which a link that is not set up stops, by its problem. */
const STOPS: Partial<Record<ModemProblem, CheckStepName>> = {
  'pin-needed': 'sim',
  'pin-wrong': 'sim',
  'puk-needed': 'sim',
  'no-sim': 'sim',
  'sim-failure': 'sim',
  'sim-locked': 'sim',
  'other-sim': 'sim',
  'other-modem': 'device',
  'no-pdu-mode': 'device',
}

function looks(state: () => ModemState, context: DriverContext | null): Looked {
  const stopped = (step: CheckStepName): Finding | null => {
    const { phase, problem } = state()
    if (phase === 'ready' || phase === 'searching') return null
    return problem !== null && (STOPS[problem] ?? 'answer') === step ? bad(problem) : null
  }
  const ask = async (work: (exchange: Exchange) => Promise<Finding>): Promise<Finding> => {
    const { phase, problem } = state()
    // Before the link is set up the modem answered as far as its state says.
    if (phase !== 'ready' && phase !== 'searching') return good()
    return (context === null ? null : await within(context, work)) ?? bad(problem ?? 'no-answer')
  }
  return {
    port() {
      const { phase, port, problem } = state()
      const there = phase !== 'off' && phase !== 'absent' && phase !== 'lost'
      return there ? good({ port }) : bad(problem ?? phase, { port })
    },
    answer: () =>
      stopped('answer') ??
      ask(async (exchange) => ((await exchange.run(ALIVE)).kind === 'ok' ? good() : bad('no-answer'))),
    device() {
      const { manufacturer, model, imei } = state()
      const stop = stopped('device')
      return stop ?? good({ manufacturer, model, imei })
    },
    sim: () => stopped('sim') ?? ask((exchange) => lookAtSim(exchange, state())),
    network: () => ask(lookAtNetwork),
    signal: () => ask(lookAtSignal),
    'service-centre': () => ask(lookAtCentre),
    storage: () => ask(lookAtStorage),
    reports: () => ask(lookAtReports),
    clock: () => lookAtClock(state()),
  }
}

/** Null when the link went, or its turn did not come in time. */
function within(
  { tasks, timers }: DriverContext,
  work: (exchange: Exchange) => Promise<Finding>,
): Promise<Finding | null> {
  return new Promise((resolve, reject) => {
    const cancel = timers.after(TURN_MS, () => resolve(null))
    tasks.add(work).then((finding) => {
      cancel()
      resolve(finding)
    }, reject)
  })
}

function lineOf(answer: Answer): string | null {
  return answer.kind === 'ok' ? (answer.lines[0]?.text ?? null) : null
}

async function lookAtSim(exchange: Exchange, { imsi, ownNumber }: ModemState): Promise<Finding> {
  const line = lineOf(await exchange.run(SIM_STATE))
  // A modem without a card slot of its own does not know the question.
  if (line !== null && !line.includes('READY')) return bad('sim-locked', { state: line })
  return imsi === null ? bad('no-sim') : good({ imsi, ownNumber })
}

async function lookAtNetwork(exchange: Exchange): Promise<Finding> {
  const registration = await readRegistration(exchange)
  if (registration === null) return doubtful('untold')
  if (registration.denied) return bad('registration-denied')
  if (!registration.registered) return bad('not-registered')
  const line = lineOf(await exchange.run(asking('AT+COPS?')))
  const operator = line === null ? null : parseOperator(line)
  return registration.roaming ? doubtful('roaming', { operator }) : good({ operator })
}

async function lookAtSignal(exchange: Exchange): Promise<Finding> {
  const line = lineOf(await exchange.run(asking('AT+CSQ')))
  const signal = line === null ? null : parseSignal(line)
  if (signal === null || signal.dbm === null) return doubtful('untold')
  const details = { dbm: signal.dbm, bars: signal.bars }
  return signal.bars <= WEAK_BARS ? doubtful('weak', details) : good(details)
}

async function lookAtCentre(exchange: Exchange): Promise<Finding> {
  const answer = await exchange.run(asking('AT+CSCA?'))
  const line = lineOf(answer)
  if (line === null) return doubtful('untold', { code: answer.error?.code ?? null })
  const number = parseServiceCentre(line)
  return number === null ? bad('no-service-centre') : good({ number })
}

async function lookAtStorage(exchange: Exchange): Promise<Finding> {
  const line = lineOf(await exchange.run(asking('AT+CPMS?')))
  const count = line === null ? null : parseStorage(line)
  if (count === null || count.total === 0) return doubtful('untold')
  const details = { used: count.used, total: count.total }
  if (count.used >= count.total) return bad('storage-full', details)
  return count.used >= NEARLY_FULL * count.total ? doubtful('nearly-full', details) : good(details)
}

async function lookAtReports(exchange: Exchange): Promise<Finding> {
  const line = lineOf(await exchange.run(asking('AT+CNMI?')))
  const set = line === null ? null : parseIndications(line)
  if (set === null) return doubtful('untold')
  if (set.reports === 0) return doubtful('no-reports')
  return set.messages === 0 ? doubtful('not-announced') : good({ direct: set.reports === 1 })
}

function lookAtClock({ networkTime }: ModemState): Finding {
  if (networkTime === null) return doubtful('untold')
  const { at, readAt, source } = networkTime
  const details = { behind_ms: at - readAt, source }
  return Math.abs(at - readAt) > CLOCK_MS ? doubtful('clock-off', details) : good(details)
}
