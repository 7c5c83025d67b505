import type { CoreEvent } from './envelope.ts'

/** Addresses of the loopback host. All are POST with a JSON body (wire.ts); all but the first need the token. */
export const loopbackPaths = {
  /** `{ticket}` → `{token}` */
  ticket: '/api/ticket',
  /** `{}` → `{ticket}`: for a second window. */
  newTicket: '/api/ticket/new',
  /** CallRequest → CallResponse */
  call: '/api/call',
  /** `{}` → EventLine, one JSON a line, for as long as the window lives. */
  events: '/api/events',
} as const

/** Why the host itself refused a request: the body of an answer that is not 200, as `{refused}`. */
export type HostRefusal =
  | 'malformed'
  | 'token'
  | 'host'
  | 'origin'
  | 'ticket'
  | 'not-found'
  | 'method'
  | 'length'
  | 'too-large'
  | 'content-type'
  | 'busy'
  | 'stopping'

/** One line of the event stream. */
export type EventLine =
  /** The first line: from now on no event is missed. */
  | { readonly type: 'open' }
  /** Sent while nothing else is, so that both ends notice when the other is gone. */
  | { readonly type: 'heartbeat' }
  | { readonly type: 'event'; readonly event: CoreEvent }
  /** The last line: the office is being closed. */
  | { readonly type: 'closing' }

export const heartbeat_ms = 15_000

/** The largest body of a call; bytes in it are base64, a third longer than they are. */
export const callBody_bytes_max = 32 * 1024 * 1024
