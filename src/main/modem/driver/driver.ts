import type { Timers } from '../../app/ports/clock.ts'
import type { Logger } from '../../app/ports/logger.ts'
import type { Modem, ModemProblem, ModemSink } from '../../app/ports/modem.ts'
import type { Session } from '../at/session.ts'
import type { SerialPorts } from '../transport.ts'
import { createBell } from './bell.ts'
import { candidatePaths, openPort } from './candidates.ts'
import type { DriverContext } from './context.ts'
import { createDirect } from './direct.ts'
import { createHandled } from './handled.ts'
import { createPins } from './pins.ts'
import { type ServeEnd, serve } from './serve.ts'
import { createStateKeeper, OFF_STATE, type StateKeeper, UNKNOWN_DEVICE } from './state.ts'
import { createSubmitQueue } from './submit-queue.ts'

export interface ModemSettings {
  /** null = look for a known modem among the ports. */
  readonly port: string | null
  readonly pin: string | null
}

export interface DriverDeps {
  readonly ports: SerialPorts
  readonly timers: Timers
  readonly logger: Logger
  /** Read anew at every attempt to connect. */
  readonly settings: () => ModemSettings
  /** Every line to and from the modem, PDUs and PINs included: for a person's eyes, not for the log. */
  readonly trace?: (line: string) => void
  /** Called when the card refused a PIN: a saved one must not be offered again after a restart of the program. */
  readonly pinRefused?: (pin: string) => void
}

export type Driver = Pick<Modem, 'state' | 'submit' | 'start' | 'enterPin' | 'stop'>

/** How often an absent port is looked for: replug to first submit stays well under 3 s. */
const ABSENT_POLL_MS = 500
const MAX_RETRY_MS = 2_000
/** How long `stop` waits for the part in flight before it closes the link under it. */
const STOP_GRACE_MS = 5_000

interface Run {
  readonly context: DriverContext
  readonly ended: Promise<void>
  readonly stop: () => void
}

/** Keeps a modem connected from `start` to `stop`, whatever becomes of its port. */
export function createDriver(deps: DriverDeps): Driver {
  const pins = createPins(
    () => deps.settings().pin,
    (pin) => deps.pinRefused?.(pin),
  )
  const handled = createHandled()
  let run: Run | null = null

  return {
    state: () => run?.context.keeper.current() ?? OFF_STATE,
    submit(part) {
      if (run === null || run.context.stopping() || run.context.keeper.current().phase !== 'ready') {
        return Promise.resolve({ kind: 'unsent', reason: 'not-ready' })
      }
      const outcome = run.context.queue.add(part)
      run.context.bell.ring()
      return outcome
    },
    start(sink) {
      if (run === null) run = begin(deps, sink, { pins, handled })
    },
    enterPin(pin) {
      pins.offer(pin)
      run?.context.bell.ring()
    },
    async stop() {
      if (run === null) return
      const { context, ended, stop } = run
      stop()
      await ended
      context.keeper.change({ ...OFF_STATE })
      run = null
    },
  }
}

function begin(deps: DriverDeps, sink: ModemSink, kept: Pick<DriverContext, 'pins' | 'handled'>): Run {
  let stopping = false
  let session: Session | null = null
  let cancelGrace = (): void => {}
  const bell = createBell(deps.timers)
  const context: DriverContext = {
    ...kept,
    timers: deps.timers,
    logger: deps.logger,
    trace: deps.trace ?? (() => {}),
    sink,
    keeper: createStateKeeper((state) => sink.state(state)),
    bell,
    direct: createDirect(sink, deps.logger, () => bell.ring()),
    queue: createSubmitQueue(),
    stopping: () => stopping,
    serving(current) {
      session = current
    },
  }
  const ended = live(deps, context).then(() => {
    cancelGrace()
    return context.direct.settled()
  })
  const stop = (): void => {
    if (stopping) return
    stopping = true
    context.queue.refuseAll('stopped')
    context.bell.ring()
    cancelGrace = deps.timers.after(STOP_GRACE_MS, () => {
      session?.close().catch((problem: unknown) => {
        deps.logger.warn('the link does not close', { problem: String(problem) })
      })
    })
  }
  return { context, ended, stop }
}

/** Connects, serves and connects again until stopped. */
async function live(deps: DriverDeps, context: DriverContext): Promise<void> {
  const { keeper, queue } = context
  let lastGood: string | null = null
  let failures = 0
  while (!context.stopping()) {
    try {
      const round = await connectOnce(deps, context, lastGood)
      lastGood = round.path ?? lastGood
      failures = round.end === 'never-ready' ? failures + 1 : 0
    } catch (problem) {
      failures += 1
      deps.logger.error('the modem driver failed', { problem: String(problem) })
      keeper.change({ ...UNKNOWN_DEVICE, phase: 'failed', problem: 'driver' })
    }
    queue.refuseAll('link-lost')
    await rest(context, Math.min(MAX_RETRY_MS, ABSENT_POLL_MS * 2 ** Math.min(failures, 2)))
  }
}

/** Waits before the next attempt; only stopping cuts it short, whatever else rings. */
async function rest(context: DriverContext, delay_ms: number): Promise<void> {
  const until = context.timers.monotonic() + delay_ms
  for (;;) {
    const left_ms = until - context.timers.monotonic()
    if (context.stopping() || left_ms <= 0) return
    await context.bell.wait(left_ms)
  }
}

interface Round {
  /** The port that worked. */
  readonly path: string | null
  readonly end: ServeEnd['kind'] | 'absent'
}

/** Tries the candidates in turn until one becomes ready, and serves it to its end. */
async function connectOnce(
  deps: DriverDeps,
  context: DriverContext,
  lastGood: string | null,
): Promise<Round> {
  const { keeper } = context
  const named = deps.settings().port
  let problem: ModemProblem | null = null
  for (const path of await candidatePaths(deps.ports, named, lastGood)) {
    const link = await openPort(deps, path)
    if (link === null) continue
    announceOpening(keeper, path)
    const end = await serve(context, link)
    if (end.kind !== 'never-ready') {
      if (end.kind === 'lost') keeper.change({ ...UNKNOWN_DEVICE, phase: 'lost', problem: 'link-lost' })
      return { path, end: end.kind }
    }
    problem = end.problem
    if (context.stopping()) break
  }
  if (problem !== null) {
    keeper.change({ ...UNKNOWN_DEVICE, phase: 'failed', problem })
    return { path: null, end: 'never-ready' }
  }
  keeper.change({ ...UNKNOWN_DEVICE, phase: 'absent', problem: named === null ? 'no-modem' : 'no-port' })
  return { path: null, end: 'absent' }
}

/** A modem that keeps failing is not shown as opening at every new attempt. */
function announceOpening(keeper: StateKeeper, port: string): void {
  const { phase } = keeper.current()
  keeper.change(phase === 'failed' ? { port } : { port, phase: 'opening', problem: null })
}
