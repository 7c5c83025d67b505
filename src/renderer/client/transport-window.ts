import type { WindowShare } from './transport-share.ts'

/** What the transport needs of its window. */
export interface LoopbackWindow {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string
  /** The ticket of the launch address, already taken out of it; null when there was none. */
  readonly ticket: string | null
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** The window's own store of its token: it lives as long as the window. */
  readonly token: { read(): string | null; write(token: string): void; remove(): void }
  /** Calls `fire` once after `delay_ms`; the returned function cancels. */
  readonly after: (delay_ms: number, fire: () => void) => () => void
  readonly share: WindowShare
  readonly showDocument: (name: string, bytes: Uint8Array<ArrayBuffer>) => void
}

/** A call of the host; the browser adds Origin and Host. Null `token` only for the exchange of the ticket. */
export function post(
  window: Pick<LoopbackWindow, 'origin' | 'fetch'>,
  path: string,
  body: string,
  token: string | null,
  signal: AbortSignal | null = null,
): Promise<Response> {
  return window.fetch(`${window.origin}${path}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
    },
    body,
    cache: 'no-store',
    credentials: 'omit',
    redirect: 'error',
    signal,
  })
}

const firstPause_ms = 250
const longestPause_ms = 5_000

/** Pauses between attempts, each twice the one before, up to a bound. */
export function growingPauses(window: Pick<LoopbackWindow, 'after'>): {
  next(): Promise<void>
  reset(): void
} {
  let pause_ms = firstPause_ms
  return {
    next: () =>
      new Promise((resolve) => {
        window.after(pause_ms, resolve)
        pause_ms = Math.min(pause_ms * 2, longestPause_ms)
      }),
    reset() {
      pause_ms = firstPause_ms
    },
  }
}
