import { createContext, useContext } from 'react'
import type { CallInput, CallName, CallOutput } from '../../shared/contract/contract.ts'
import type { CoreEvent } from '../../shared/contract/envelope.ts'
import type { AppError } from '../../shared/errors.ts'
import type { LinkState } from './transport-types.ts'

export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: AppError }

/** The core as the screens see it: the operator's session is added to every call here. */
export interface Core {
  /** `key` is the idempotency key of a command, null for a query. Never rejects for an expected failure. */
  call<N extends CallName>(name: N, input: CallInput<N>, key: string | null): Promise<Outcome<CallOutput<N>>>
  subscribe(listener: (event: CoreEvent) => void): () => void
  /** Whether the core can be reached now. */
  state(): LinkState
  onState(listener: (state: LinkState) => void): () => void
  /** Shows a PDF in the system's or the browser's viewer, from where it is printed. */
  openDocument(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Outcome<unknown>>
}

export const CoreContext = createContext<Core | null>(null)

export function useCore(): Core {
  const core = useContext(CoreContext)
  if (core === null) throw new Error('a screen was drawn outside CoreProvider')
  return core
}
