import type {
  CallInput,
  CallName,
  CallOutput,
  CommandName,
  QueryName,
} from '../../../shared/contract/contract.ts'
import type { Topic } from '../../../shared/contract/topics.ts'
import type { Instant } from '../ports/clock.ts'
import type { Reader, Writer } from '../ports/store.ts'
import type { Failure } from './failure.ts'

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
  /** Tells every window, after the transaction is on disk, that these topics changed. */
  changed(...topics: Topic[]): void
  /** Runs after the transaction is on disk: wakes a pump, never changes money. */
  after(effect: () => void): void
}

export type Awaitable<T> = T | Promise<T>

export type QueryHandler<N extends CallName> = (
  read: Reader,
  input: CallInput<N>,
  call: CallContext,
) => Awaitable<CallOutput<N> | Failure>

/** Synchronous, inside the one transaction that also keeps the idempotency key; a Failure rolls it back. */
export type CommandHandler<N extends CallName> = (
  tx: Writer,
  input: CallInput<N>,
  call: CallContext,
) => CallOutput<N> | Failure

/** A command too long for one transaction, or without one. `finish` runs the last, which keeps the key. */
export interface LongCommand<N extends CallName> {
  readonly long: (
    input: CallInput<N>,
    call: CallContext,
    finish: (work: (tx: Writer) => CallOutput<N> | Failure) => Promise<CallOutput<N> | Failure>,
  ) => Promise<CallOutput<N> | Failure>
}

export type Handlers = { readonly [N in QueryName]: QueryHandler<N> } & {
  readonly [N in CommandName]: CommandHandler<N> | LongCommand<N>
}

/** The handlers of one contract group: those whose names begin with the given words. */
export type HandlersOf<Prefix extends string> = {
  readonly [N in Extract<CallName, `${Prefix}.${string}`>]: Handlers[N]
}
