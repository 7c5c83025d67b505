import type { CallResponse, CoreEvent } from '../../shared/contract/envelope.ts'
import { topics } from '../../shared/contract/topics.ts'

/** Whether the core can be reached: `lost` is being tried again, `closed` needs a new start of the office. */
export type LinkState = 'open' | 'lost' | 'closed'

export interface CallMeta {
  /** The operator's session, null before login. */
  readonly session: string | null
  /** Idempotency key of a command, null for a query. */
  readonly key: string | null
}

/** The way from a window to the core, the same on every host. */
export interface Transport {
  /**
   * Never rejects for a host that cannot be reached: that is `call.stopping` with a `reason`, and the same command with
   * the same key may be sent again.
   */
  call(name: string, input: unknown, meta: CallMeta): Promise<CallResponse>
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: CoreEvent) => void): () => void
  state(): LinkState
  /** Called at every change of the state; returns the function that ends it. */
  onState(listener: (state: LinkState) => void): () => void
  /** Shows a PDF in the system's or the browser's viewer; `name` is a file name ending in `.pdf`. */
  openDocument(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<CallResponse>
}

/** After a gap nobody knows what changed: `*`, and each topic by its name. */
export const everythingChanged: CoreEvent = { type: 'changed', topics: ['*', ...topics] }

/** Listeners of one thing; a listener that throws does not keep it from the others. */
export function createListeners<T>(): {
  add(listener: (value: T) => void): () => void
  tell(value: T): void
} {
  const listeners = new Set<(value: T) => void>()
  return {
    add(listener) {
      const own = (value: T): void => listener(value)
      listeners.add(own)
      return () => {
        listeners.delete(own)
      }
    },
    tell(value) {
      for (const listener of [...listeners]) {
        try {
          listener(value)
        } catch (error) {
          reportError(error)
        }
      }
    },
  }
}

/** To the window's own error handling, as an uncaught exception would go. */
function reportError(error: unknown): void {
  queueMicrotask(() => {
    throw error
  })
}
