import type { ModemProblem } from '../../app/ports/modem.ts'
import { candidates, hilinkIsThere, openPort } from './candidates.ts'
import type { DriverContext, PortPlace } from './context.ts'
import type { DriverDeps } from './driver.ts'
import { hasSibling, siblingOn } from './port-choice.ts'
import { type ServeEnd, serve } from './serve.ts'
import { type StateKeeper, UNKNOWN_DEVICE } from './state.ts'

/** How often an absent port is looked for: replug to first submit stays well under 3 s. */
const ABSENT_POLL_MS = 500
const MAX_RETRY_MS = 2_000
/** How often the network cards are looked through for a stick without a port. */
const HILINK_POLL_MS = 30_000
/** How long a port of another link's modem is left alone. */
const FOREIGN_REST_MS = 30_000
/** A stick has a few ports, and each is asked for a better one at most once a round. */
const MAX_PORTS_A_ROUND = 16

type ConnectDeps = Pick<DriverDeps, 'ports' | 'timers' | 'logger' | 'settings'>

interface Memory {
  lastGood: string | null
  hilink: boolean
  hilinkAt_ms: number
  /** Ports on which another link's modem was found, and until when they are left alone. */
  readonly foreign: Map<string, number>
}

/** Connects, serves and connects again until stopped. */
export async function live(deps: ConnectDeps, context: DriverContext): Promise<void> {
  const { keeper, queue, tasks, ussd } = context
  const memory: Memory = {
    lastGood: null,
    hilink: false,
    hilinkAt_ms: Number.NEGATIVE_INFINITY,
    foreign: new Map(),
  }
  let failures = 0
  while (!context.stopping()) {
    let wait_ms = 0
    try {
      const end = await connectOnce(deps, context, memory)
      failures = end.kind === 'never-ready' ? failures + 1 : 0
      if (end.kind === 'restarting') wait_ms = end.wait_ms
    } catch (problem) {
      failures += 1
      deps.logger.error('the modem driver failed', { problem: String(problem) })
      keeper.change({ ...UNKNOWN_DEVICE, phase: 'failed', problem: 'driver' })
    }
    queue.refuseAll('link-lost')
    tasks.refuseAll()
    ussd.drop()
    await rest(context, wait_ms + Math.min(MAX_RETRY_MS, ABSENT_POLL_MS * 2 ** Math.min(failures, 2)))
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

/** Tries the candidates in turn until one becomes ready, and serves it to its end. */
async function connectOnce(deps: ConnectDeps, context: DriverContext, memory: Memory): Promise<ServeEnd> {
  const { keeper, mute } = context
  const settings = deps.settings()
  const named = settings.port
  const { paths, listed } = await candidates(deps.ports, deps.timers, settings, memory.lastGood, mute)
  const now_ms = deps.timers.monotonic()
  const queue = paths.filter((path) => (memory.foreign.get(path) ?? now_ms) <= now_ms)
  const tried = new Set<string>()
  let problem: ModemProblem | null = null
  let absent: ModemProblem = named === null ? 'no-modem' : 'no-port'
  let wrong: string | null = null
  for (let path = queue.shift(); path !== undefined; path = queue.shift() ?? takeWrong()) {
    if (context.stopping() || tried.size > MAX_PORTS_A_ROUND) break
    const opened = await openPort(deps, path)
    tried.add(path)
    if (!opened.ok) {
      if (opened.problem === 'port-busy') absent = 'port-busy'
      continue
    }
    announceOpening(keeper, path)
    const own = path
    const place: PortPlace = {
      path,
      others: queue.length > 0 && wrong !== path,
      sibling(number) {
        const sibling = siblingOn(listed, own, number)
        return sibling === null || tried.has(sibling) ? null : sibling
      },
      hasSibling: () => hasSibling(listed, own, mute),
    }
    const end = await serve(context, opened.link, place)
    if (end.kind === 'elsewhere') wrong ??= path
    else if (end.kind === 'foreign') memory.foreign.set(path, deps.timers.monotonic() + FOREIGN_REST_MS)
    else if (end.kind === 'better') queue.unshift(end.path)
    else if (end.kind !== 'never-ready') return served(context, memory, path, end)
    else problem = end.problem
  }
  return notConnected(deps, context, memory, problem, absent)

  /** Nobody else is the one expected: the first that was another is asked about. */
  function takeWrong(): string | undefined {
    const path = wrong ?? undefined
    wrong = null
    return path
  }
}

function served(context: DriverContext, memory: Memory, path: string, end: ServeEnd): ServeEnd {
  const { keeper, ladder } = context
  memory.lastGood = path
  if (end.kind === 'mute') {
    context.mute.add(path)
    keeper.change({ ...UNKNOWN_DEVICE, phase: 'opening', problem: null })
  }
  if (end.kind === 'restarting') {
    keeper.change({ ...UNKNOWN_DEVICE, phase: 'failed', problem: 'reset-restart' })
  }
  if (end.kind !== 'lost') return end
  if (end.silent) ladder.silent()
  else ladder.gone()
  const step = ladder.step()
  keeper.change({
    ...UNKNOWN_DEVICE,
    phase: step === null ? 'lost' : 'failed',
    problem: step ?? 'link-lost',
  })
  return end
}

/** No candidate became ready: what is told, and how the silence of one that worked before is counted. */
async function notConnected(
  deps: ConnectDeps,
  context: DriverContext,
  memory: Memory,
  problem: ModemProblem | null,
  absent: ModemProblem,
): Promise<ServeEnd> {
  const { keeper, ladder } = context
  if (problem !== null) {
    if (problem === 'no-answer') ladder.silent()
    keeper.change({ ...UNKNOWN_DEVICE, phase: 'failed', problem: ladder.step() ?? problem })
    return { kind: 'never-ready', problem }
  }
  ladder.gone()
  const hilink = absent !== 'port-busy' && (await stickWithoutPort(deps, memory))
  keeper.change({ ...UNKNOWN_DEVICE, phase: 'absent', problem: hilink ? 'hilink' : absent })
  return { kind: 'absent' }
}

async function stickWithoutPort(deps: ConnectDeps, memory: Memory): Promise<boolean> {
  const now_ms = deps.timers.monotonic()
  if (now_ms - memory.hilinkAt_ms >= HILINK_POLL_MS) {
    memory.hilinkAt_ms = now_ms
    memory.hilink = await hilinkIsThere(deps.ports, deps.timers)
  }
  return memory.hilink
}

/** A modem that keeps failing is not shown as opening at every new attempt. */
function announceOpening(keeper: StateKeeper, port: string): void {
  const { phase } = keeper.current()
  keeper.change(phase === 'failed' ? { port } : { port, phase: 'opening', problem: null })
}
