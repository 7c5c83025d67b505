import type { AppError } from '../errors.ts'

/** What a window sends for each call; the same on every host. */
export interface CallRequest {
  readonly call: string
  readonly input: unknown
  /** The operator's session, null before login. */
  readonly session: string | null
  /** Idempotency key, made when the intent begins; required for commands, null for queries. */
  readonly key: string | null
}

export type CallResponse =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: AppError }

/** Pushed by the core to every window. A window that was not listening pulls the state when it mounts. */
export type CoreEvent =
  /** Rows of these topics changed: queries that show them are stale. */
  | { readonly type: 'changed'; readonly topics: readonly string[] }
  | { readonly type: 'progress'; readonly job: string; readonly done: number; readonly total: number }

/** What a host relays; the core itself, or its stub on the other side of a message port. */
export interface CorePort {
  call(request: CallRequest): Promise<CallResponse>
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: CoreEvent) => void): () => void
}
