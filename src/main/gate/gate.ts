import type { CallResponse, CoreEvent, CorePort } from '../../shared/contract/envelope.ts'
import { OfficeStatus } from '../../shared/contract/office.ts'
import { type GateAct, type GateView, gateCalls } from '../../shared/contract/safety.ts'
import { topics } from '../../shared/contract/topics.ts'
import { Failure, fail } from '../app/calls/failure.ts'
import type { Instant } from '../app/ports/clock.ts'
import type { Opening } from '../core-parts.ts'
import type { OpenProblem } from '../store/open-problem.ts'
import { createDoor, type Door, type DoorDeps } from './door.ts'
import { answerGateCall, type GateRoutes, gateRoute, isGateCall } from './gate-calls.ts'
import type { Repair } from './opened.ts'
import { actsFor, failedProblem, gateProblem } from './problem.ts'
import { createUnlockPause } from './unlock-pause.ts'

export interface GateDeps extends Omit<DoorDeps, 'problem' | 'changed'> {
  readonly kind: 'training' | 'real'
  readonly folder: string
  /** What ended the office before this opening of it, null where nothing did. */
  readonly lastFailure: { readonly code: string; readonly at: Instant } | null
  readonly repair: Repair
  /** What the office is restored from before it is opened, null where it is there already. */
  readonly restoreFrom: string | null
  /** It failed too often: nothing is opened until a person says so. */
  readonly stayClosed: boolean
}

/** Stands before the office: opens it, says why it is closed, and answers before and after. */
export interface Gate extends CorePort {
  /** Opens the office; resolves when that has ended either way, or takes longer than a window should wait. */
  start(): Promise<void>
  /** Closes the office; resolves when everything acknowledged is on disk. */
  stop(): Promise<void>
}

/** A window that shows «opening» is better than none. */
const patience_ms = 5000

const viewOf = (deps: GateDeps, door: Door): GateView => {
  const problem = door.problem()
  return {
    phase: door.phase(),
    kind: deps.kind,
    folder: deps.folder,
    readOnly: door.office()?.readOnly ?? false,
    problem,
    acts: problem === null ? [] : [...actsFor(problem, door.lastGoodAt())],
    lastGoodAt: door.lastGoodAt(),
    lastFailure: deps.lastFailure,
  }
}

type Progress = (done: number, total: number) => void

/** Nobody has set the office up: a copy may take its place. */
const isUnfounded = async (office: CorePort): Promise<boolean> => {
  const answer = await office.call({ call: 'office.status', input: {}, session: null, key: null })
  const status = answer.ok ? OfficeStatus.safeParse(answer.value) : null
  return status?.success === true && status.data.needsSetup
}

const createRoutes = (deps: GateDeps, door: Door, progress: Progress): GateRoutes => {
  const pause = createUnlockPause(deps.timers)
  const view = (): GateView => viewOf(deps, door)

  /** Opens as a person asks, where that is offered now. */
  const open = async (name: GateAct, how: (wish: Opening) => Opening): Promise<GateView | Failure> => {
    await door.quiet()
    if (door.phase() === 'opening') return fail('gate.busy')
    if (!view().acts.includes(name)) return fail('conflict.changed')
    await door.open(how(door.wish()))
    return view()
  }

  /** Works on the files of the office as a person asks, then opens it. */
  const repair = async (
    offered: boolean,
    work: () => Promise<OpenProblem | null>,
    how: Opening,
  ): Promise<GateView | Failure> => {
    if (door.phase() === 'opening') return fail('gate.busy')
    if (!offered) return fail('conflict.changed')
    const refused = await door.after(work, how)
    if (refused === null) return view()
    const { code, file, reason } = gateProblem(refused)
    if (code === 'passphrase-wrong') pause.wrong()
    return fail('gate.refused', { what: code, file, reason })
  }
  return {
    'gate.state': gateRoute(gateCalls['gate.state'], async () => view()),
    'gate.unlock': gateRoute(gateCalls['gate.unlock'], async ({ passphrase, remember }) => {
      const seconds = pause.seconds()
      if (seconds > 0) return fail('gate.wait', { seconds })
      const answer = await open('unlock', (wish) => ({ ...wish, passphrase, remember }))
      if (answer instanceof Failure) return answer
      if (answer.problem?.code === 'passphrase-wrong') pause.wrong()
      else pause.right()
      return answer
    }),
    // An office that opened by itself in the meantime is what was wanted.
    'gate.retry': gateRoute(gateCalls['gate.retry'], async () =>
      door.office() === null ? open('retry', (wish) => ({ ...wish, mode: 'usual' })) : view(),
    ),
    'gate.takeOver': gateRoute(gateCalls['gate.takeOver'], () =>
      open('take-over', (wish) => ({ ...wish, takeOver: true })),
    ),
    'gate.acceptOlder': gateRoute(gateCalls['gate.acceptOlder'], () =>
      open('accept-older', (wish) => ({ ...wish, acceptOlder: true })),
    ),
    'gate.openReadOnly': gateRoute(gateCalls['gate.openReadOnly'], () =>
      open('read-only', (wish) => ({ ...wish, mode: 'read-only' })),
    ),
    'gate.salvage': gateRoute(gateCalls['gate.salvage'], async () => {
      await door.quiet()
      const wish = door.wish()
      const offered = view().acts.includes('salvage')
      return repair(offered, () => deps.repair.salvage(wish.passphrase), { ...wish, mode: 'usual' })
    }),
    'gate.inspect': gateRoute(gateCalls['gate.inspect'], ({ path }) => deps.repair.inspect(path)),
    'gate.restore': gateRoute(gateCalls['gate.restore'], async (from) => {
      const seconds = pause.seconds()
      if (seconds > 0) return fail('gate.wait', { seconds })
      await door.quiet()
      const office = door.office()
      const offered = office === null ? view().acts.includes('restore') : await isUnfounded(office)
      const { passphrase } = from
      return repair(offered, () => deps.repair.restore(from, progress), { ...deps.first, passphrase })
    }),
  }
}

export const createGate = (deps: GateDeps): Gate => {
  const listeners = new Set<(event: CoreEvent) => void>()
  const emit = (event: CoreEvent): void => {
    for (const listener of [...listeners]) listener(event)
  }
  const problem = deps.stayClosed ? failedProblem(deps.lastFailure?.code ?? 'bug') : null
  const changed = (): void => {
    const office = door.office()
    // Once: an open office stays open until this gate ends.
    if (office !== null) office.subscribe(emit)
    emit({ type: 'changed', topics: office === null ? ['gate'] : ['*', ...topics] })
  }
  const door = createDoor({ ...deps, problem, changed })
  const progress = (done: number, total: number): void =>
    emit({ type: 'progress', job: 'restore', done, total })
  const routes = createRoutes(deps, door, progress)

  /** A refusal keeps the gate closed: nobody asked for a new office. */
  const restoreFirst = async (path: string): Promise<void> => {
    const from = { path, passphrase: deps.first.passphrase }
    const refused = await door.after(() => deps.repair.restore(from, progress), deps.first)
    if (refused !== null) door.refuse(refused)
  }

  const closed = (): CallResponse => ({
    ok: false,
    error: { code: 'office.closed', details: { code: door.problem()?.code ?? 'opening' } },
  })
  return {
    async call(request) {
      if (isGateCall(request.call)) return answerGateCall(routes[request.call], request)
      const office = door.office()
      return office === null ? closed() : office.call(request)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    async start() {
      if (deps.stayClosed) return
      let cancel = (): void => undefined
      const patience = new Promise<void>((resolve) => {
        cancel = deps.timers.after(patience_ms, resolve)
      })
      const { restoreFrom } = deps
      const opening = restoreFrom === null ? door.open(deps.first) : restoreFirst(restoreFrom)
      await Promise.race([opening, patience])
      cancel()
    },
    stop: () => door.close(),
  }
}
