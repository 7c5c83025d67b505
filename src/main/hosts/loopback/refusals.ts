import type { IncomingMessage } from 'node:http'
import type { HostRefusal } from '../../../shared/contract/loopback.ts'

/** A request that the host answers itself, before any of it reaches the core. */
export interface Refusal {
  readonly status: number
  readonly refused: HostRefusal
}

const statuses: Readonly<Record<HostRefusal, number>> = {
  malformed: 400,
  token: 401,
  host: 403,
  origin: 403,
  ticket: 403,
  'not-found': 404,
  method: 405,
  length: 411,
  'too-large': 413,
  'content-type': 415,
  busy: 429,
  stopping: 503,
}

export function refusal(refused: HostRefusal): Refusal {
  return { status: statuses[refused], refused }
}

/** What a page anywhere may not do: reach us by another name, or from another origin. Null when neither. */
export function checkSource(request: IncomingMessage, authority: string): Refusal | null {
  const hosts = request.headersDistinct['host'] ?? []
  if (hosts.length !== 1 || hosts[0] !== authority) return refusal('host')
  const origins = request.headersDistinct['origin'] ?? []
  if (origins.some((origin) => origin !== `http://${authority}`)) return refusal('origin')
  return null
}

/**
 * What every call must be: a POST from our own page, JSON alone, of a stated length within the cap. Looks at the
 * headers only, so that nothing of a refused body is read.
 */
export function checkCall(request: IncomingMessage, body_bytes_max: number): Refusal | null {
  if (request.method !== 'POST') return refusal('method')
  // A browser always names the origin of a POST; its absence is a page that hides it, or no page.
  if (request.headers.origin === undefined) return refusal('origin')
  return checkBody(request, body_bytes_max)
}

/** The same for a call that only another start of the program makes: no page may, not even our own. */
export function checkProgramCall(request: IncomingMessage, body_bytes_max: number): Refusal | null {
  if (request.method !== 'POST') return refusal('method')
  if (request.headers.origin !== undefined || request.headers['sec-fetch-site'] !== undefined) {
    return refusal('origin')
  }
  return checkBody(request, body_bytes_max)
}

function checkBody(request: IncomingMessage, body_bytes_max: number): Refusal | null {
  if (!/^application\/json(; ?charset=utf-8)?$/i.test(request.headers['content-type'] ?? '')) {
    return refusal('content-type')
  }
  const length = bodyLength(request)
  if (length === null) return refusal('length')
  return length > body_bytes_max ? refusal('too-large') : null
}

/** The stated length of the body; null when it is not stated. */
export function bodyLength(request: IncomingMessage): number | null {
  const length = request.headers['content-length']
  return length === undefined || request.headers['transfer-encoding'] !== undefined ? null : Number(length)
}

/** The token of `Authorization: Bearer …`; null when there is none. */
export function bearerToken(request: IncomingMessage): string | null {
  return /^Bearer ([\w-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1] ?? null
}
