import type { CallInput, CallName, CallOutput } from '../../shared/contract/contract.ts'
import type { Core, Outcome } from './core-context.ts'
import type { Transport } from './transport-types.ts'

/** Where the operator's session of this window is kept. */
export interface SessionKeeper {
  read(): string | null
  /** The core no longer knows the session. */
  end(): void
}

/** Calls of the core with this window's session; what the core answers has been held against the contract there. */
export function createCore(transport: Transport, sessions: SessionKeeper): Core {
  async function call<N extends CallName>(
    name: N,
    input: CallInput<N>,
    key: string | null,
  ): Promise<Outcome<CallOutput<N>>>
  async function call(name: CallName, input: unknown, key: string | null): Promise<Outcome<unknown>> {
    const session = sessions.read()
    const response = await transport.call(name, input, { session, key })
    const ended = !response.ok && response.error.code === 'session.missing' && session !== null
    // A late answer must not end a session that began in between.
    if (ended && sessions.read() === session) sessions.end()
    return response
  }
  return {
    call,
    subscribe: (listener) => transport.subscribe(listener),
    state: () => transport.state(),
    onState: (listener) => transport.onState(listener),
    openDocument: (name, bytes) => transport.openDocument(name, bytes),
  }
}
