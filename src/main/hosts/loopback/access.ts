import { createHash, timingSafeEqual } from 'node:crypto'
import type { Timers } from '../../app/ports/clock.ts'
import type { Random } from '../../app/ports/random.ts'

/** Who may call: one-time tickets from the launch address, and the bearer tokens of windows that spent one. */
export interface Access<Holder> {
  /** A new ticket; `lifetime_ms` null keeps it until it is used. */
  issueTicket(lifetime_ms: number | null): string
  /** Spends a ticket for the token of a new window; null when it was used, has expired or never existed. */
  exchange(ticket: string): string | null
  /** What belongs to the window of this token; null when there is no such window. */
  holder(token: string): Holder | null
}

interface Ticket {
  readonly digest: Buffer
  readonly expires_ms: number
}

interface Window<Holder> {
  readonly digest: Buffer
  readonly holder: Holder
}

const secret_bytes = 32
/** More of either drops the oldest: an office has some windows, not hundreds. */
const tickets_max = 16
const windows_max = 64

/** Secrets are kept as digests and compared in constant time; `createHolder` makes what a window owns. */
export function createAccess<Holder>(
  random: Random,
  timers: Timers,
  createHolder: () => Holder,
): Access<Holder> {
  let tickets: Ticket[] = []
  let windows: Window<Holder>[] = []

  return {
    issueTicket(lifetime_ms) {
      const ticket = newSecret(random)
      const expires_ms = lifetime_ms === null ? Number.POSITIVE_INFINITY : timers.monotonic() + lifetime_ms
      tickets = [...tickets, { digest: digestOf(ticket), expires_ms }].slice(-tickets_max)
      return ticket
    },
    exchange(ticket) {
      const found = find(tickets, ticket)
      if (found === null) return null
      tickets = tickets.filter((other) => other !== found)
      if (found.expires_ms < timers.monotonic()) return null
      const token = newSecret(random)
      windows = [...windows, { digest: digestOf(token), holder: createHolder() }].slice(-windows_max)
      return token
    },
    holder: (token) => find(windows, token)?.holder ?? null,
  }
}

/** Looks at every entry whatever it finds, so that the time tells nothing. */
function find<Entry extends { readonly digest: Buffer }>(
  entries: readonly Entry[],
  secret: string,
): Entry | null {
  const digest = digestOf(secret)
  let found: Entry | null = null
  for (const entry of entries) {
    if (timingSafeEqual(entry.digest, digest)) found = entry
  }
  return found
}

function newSecret(random: Random): string {
  return Buffer.from(random.bytes(secret_bytes)).toString('base64url')
}

function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
