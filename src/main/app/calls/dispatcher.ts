import { type OfficeCallName, officeContract } from '../../../shared/contract/contract.ts'
import type { CallRequest, CallResponse, CoreEvent } from '../../../shared/contract/envelope.ts'
import type { Topic } from '../../../shared/contract/topics.ts'
import type { Clock } from '../ports/clock.ts'
import type { Digests } from '../ports/digests.ts'
import type { Logger } from '../ports/logger.ts'
import type { Store } from '../ports/store.ts'
import { Failure, fail } from './failure.ts'
import type { CallContext, OperatorInSession, Routes } from './handlers.ts'
import { createIdempotency } from './idempotency.ts'

export interface DispatcherDeps {
  readonly store: Store
  readonly clock: Clock
  readonly digests: Digests
  readonly logger: Logger
  readonly routes: Routes
  /** The operator of a session, null when the session is unknown or ended. */
  readonly operatorOf: (session: string) => OperatorInSession | null
  readonly emit: (event: CoreEvent) => void
  /** The office is open only to look: commands are refused, but for logging in and out. */
  readonly readOnly?: boolean
}

interface Admitted {
  readonly name: OfficeCallName
  readonly operator: OperatorInSession | null
}

export type Dispatcher = (request: CallRequest) => Promise<CallResponse>

const ranks = { cashier: 1, senior: 2, owner: 3 } as const
/** Commands that leave nothing on disk. */
const unkept: ReadonlySet<OfficeCallName> = new Set(['session.login', 'session.logout'])
const keyShape = /^[\w-]{8,100}$/

const isCallName = (name: unknown): name is OfficeCallName =>
  typeof name === 'string' && Object.hasOwn(officeContract, name)

/** Routes that do not stand under their own name: a boot that finds any must stop. */
export const misplacedRoutes = (routes: Routes): OfficeCallName[] =>
  Object.keys(officeContract)
    .filter(isCallName)
    .filter((name) => routes[name]?.definition !== officeContract[name])

/** One way in for every host: checks the call, its caller and its shapes, and runs it at most once a key. */
export const createDispatcher = (deps: DispatcherDeps): Dispatcher => {
  const misplaced = misplacedRoutes(deps.routes)
  if (misplaced.length > 0) throw new Error(`calls without their own handler: ${misplaced.join(', ')}`)
  const idempotency = createIdempotency(deps.store, deps.digests)

  const admit = (request: CallRequest): Admitted | Failure => {
    if (!isCallName(request.call)) return fail('call.unknown', { call: String(request.call).slice(0, 100) })
    const definition = officeContract[request.call]
    const operator = typeof request.session === 'string' ? deps.operatorOf(request.session) : null
    if (definition.access !== 'anyone') {
      if (operator === null) return fail('session.missing')
      if (ranks[operator.role] < ranks[definition.access])
        return fail('session.forbidden', { needs: definition.access })
    }
    if (deps.readOnly === true && definition.kind === 'command' && !unkept.has(request.call))
      return fail('office.read-only')
    return { name: request.call, operator }
  }

  const run = async (request: CallRequest): Promise<unknown> => {
    const admitted = admit(request)
    if (admitted instanceof Failure) return admitted
    const { name, operator } = admitted
    const definition = officeContract[name]
    const key = typeof request.key === 'string' && keyShape.test(request.key) ? request.key : null
    if (definition.kind === 'command' && key === null) return fail('key.missing')

    const topics = new Set<Topic>()
    const effects: (() => void)[] = []
    const context: CallContext = {
      now: deps.clock.now(),
      operator,
      session: request.session,
      changed: (...names) => {
        for (const topic of names) topics.add(topic)
      },
      after: (effect) => {
        effects.push(effect)
      },
    }
    const result = await deps.routes[name].run(request.input, {
      read: deps.store.read,
      context,
      once: (input, work) => idempotency.once({ name, key: key ?? '', input, context }, work),
    })
    if (result instanceof Failure) return result
    const output = definition.output.safeParse(result)
    if (!output.success) {
      deps.logger.error('a result does not fit its contract', {
        call: name,
        issues: output.error.issues.slice(0, 3),
      })
      return fail('call.output', { call: name })
    }
    for (const effect of effects) effect()
    if (topics.size > 0) deps.emit({ type: 'changed', topics: [...topics] })
    return output.data
  }

  return async (request) => {
    try {
      const value = await run(request)
      return value instanceof Failure ? { ok: false, error: value.error } : { ok: true, value }
    } catch (error) {
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
      deps.logger.error('a call threw', { call: String(request.call).slice(0, 100), stack })
      return { ok: false, error: { code: 'call.bug', details: { call: String(request.call).slice(0, 100) } } }
    }
  }
}
