import type { z } from 'zod'
import type { OfficeCallName } from '../../../shared/contract/contract.ts'
import type { CallDefinition } from '../../../shared/contract/define.ts'
import type { Topic } from '../../../shared/contract/topics.ts'
import type { Instant } from '../ports/clock.ts'
import type { Reader, Writer } from '../ports/store.ts'
import { Failure, fail } from './failure.ts'

export interface OperatorInSession {
  readonly id: number
  readonly name: string
  readonly role: 'owner' | 'senior' | 'cashier'
}

/** What a use case knows of the call that runs it. */
export interface CallContext {
  readonly now: Instant
  /** Null only in calls that `anyone` may make. */
  readonly operator: OperatorInSession | null
  /** The session the call came with, for the calls that end it. */
  readonly session: string | null
  /** Tells every window, after the transaction is on disk, that these topics changed. */
  changed(...topics: Topic[]): void
  /** Runs after the transaction is on disk: wakes a pump, never changes money. */
  after(effect: () => void): void
}

/** Runs the transaction that also keeps the call's idempotency key; a Failure rolls it back. */
export type Finish<Value> = (work: (tx: Writer) => Value | Failure) => Promise<Value | Failure>

/** What the dispatcher lends to a route for one call. */
export interface RouteRuntime {
  readonly read: Reader
  readonly context: CallContext
  /** Answers from the key's earlier result, or runs `work` and keeps its result under the key. */
  once(input: unknown, work: (finish: Finish<unknown>) => Promise<unknown>): Promise<unknown>
}

/** A call with its handler: takes what came over the wire, gives the value or a Failure. */
export interface Route {
  readonly definition: CallDefinition
  run(raw: unknown, runtime: RouteRuntime): Promise<unknown>
}

/** The routes of one contract group: those whose names begin with the given word. */
export type Routes<Prefix extends string = string> = {
  readonly [N in Extract<OfficeCallName, `${Prefix}.${string}`>]: Route
}

const parse = <Input extends z.ZodType>(schema: Input, raw: unknown): { data: z.output<Input> } | Failure => {
  const parsed = schema.safeParse(raw)
  if (parsed.success) return { data: parsed.data }
  const issue = parsed.error.issues[0]
  return fail('call.input', { path: issue?.path.join('.') ?? '', problem: issue?.code ?? '' })
}

/** A query: reads committed rows. */
export const answer = <Input extends z.ZodType, Output extends z.ZodType>(
  definition: CallDefinition<'query', Input, Output>,
  handler: (
    read: Reader,
    input: z.output<Input>,
    call: CallContext,
  ) => z.input<Output> | Failure | Promise<z.input<Output> | Failure>,
): Route => ({
  definition,
  run: async (raw, runtime) => {
    const input = parse(definition.input, raw)
    return input instanceof Failure ? input : handler(runtime.read, input.data, runtime.context)
  },
})

/** A command of one transaction: synchronous, all or nothing. */
export const act = <Input extends z.ZodType, Output extends z.ZodType>(
  definition: CallDefinition<'command', Input, Output>,
  handler: (tx: Writer, input: z.output<Input>, call: CallContext) => z.input<Output> | Failure,
): Route => ({
  definition,
  run: async (raw, runtime) => {
    const input = parse(definition.input, raw)
    if (input instanceof Failure) return input
    return runtime.once(input.data, (finish) => finish((tx) => handler(tx, input.data, runtime.context)))
  },
})

/** A command too long for one transaction. `finish` runs the last one, which keeps the key. */
export const actLong = <Input extends z.ZodType, Output extends z.ZodType>(
  definition: CallDefinition<'command', Input, Output>,
  handler: (
    input: z.output<Input>,
    call: CallContext,
    finish: <Value extends z.input<Output>>(
      work: (tx: Writer) => Value | Failure,
    ) => Promise<z.input<Output> | Failure>,
  ) => Promise<z.input<Output> | Failure>,
): Route => ({
  definition,
  run: async (raw, runtime) => {
    const input = parse(definition.input, raw)
    if (input instanceof Failure) return input
    return runtime.once(input.data, (finish) =>
      handler(input.data, runtime.context, async (work) => {
        let value: z.input<Output> | Failure = fail('call.bug')
        const kept = await finish((tx) => {
          value = work(tx)
          return value
        })
        return kept instanceof Failure ? kept : value
      }),
    )
  },
})

/** A command that leaves no trace under its key: logins, whose answer is a secret. */
export const actUnkept = <Input extends z.ZodType, Output extends z.ZodType>(
  definition: CallDefinition<'command', Input, Output>,
  handler: (input: z.output<Input>, call: CallContext) => Promise<z.input<Output> | Failure>,
): Route => ({
  definition,
  run: async (raw, runtime) => {
    const input = parse(definition.input, raw)
    return input instanceof Failure ? input : handler(input.data, runtime.context)
  },
})
