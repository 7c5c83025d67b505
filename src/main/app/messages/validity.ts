import type { Instant } from '../ports/clock.ts'
import type { MessageRow } from '../ports/tables/sms-rows.ts'
import { type Lane, laneName } from './message-args.ts'

const hour = 60
const day = 24 * hour

/** How long the service centre keeps trying, minutes, by what the message says. */
const byKind: Readonly<Record<string, number>> = {
  order: hour,
  'order-accepted': 4 * hour,
  'wrong-code': 30,
  limit: hour,
  debt: 4 * hour,
  tariff: day,
  arrival: 4 * hour,
  accounts: 2 * hour,
  help: 2 * hour,
  unknown: 2 * hour,
  stranger: 2 * hour,
  'not-yours': 2 * hour,
  claim: day,
  stop: 2 * day,
  resume: 2 * day,
  paid: 3 * day,
  reversed: 3 * day,
  reminder: 12 * hour,
  // An advertisement must not come out of a phone that is switched on at night.
  ad: 3 * hour,
  manual: day,
}

const byLane: Readonly<Record<Lane, number>> = {
  reply: 4 * hour,
  confirmation: 3 * day,
  reminder: 12 * hour,
  campaign: 3 * hour,
}

const least_minutes = 5

/** Minutes of validity (TP-VP) a message leaves with: its kind's, never longer than it is worth sending. */
export const validityOf_minutes = (
  message: Pick<MessageRow, 'kind' | 'lane' | 'expires_at'>,
  now: Instant,
): number => {
  const wanted = byKind[message.kind] ?? byLane[laneName(message.lane)]
  return Math.max(least_minutes, Math.min(wanted, Math.ceil((message.expires_at - now) / 60_000)))
}
