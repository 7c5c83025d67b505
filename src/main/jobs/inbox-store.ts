import type { Instant } from '../app/ports/clock.ts'
import type { IncomingPart } from '../app/ports/modem.ts'
import { sql } from '../app/ports/sql.ts'
import type { Reader, Writer } from '../app/ports/store.ts'
import type { InboxPartRow } from '../app/ports/tables/sms-rows.ts'

/** Parts of one message come within this, or the message is shown incomplete. */
export const joinWindow_ms = 24 * 3_600_000
const textMax = 20_000

/** Joins the texts of PDUs in order; a letter cut between two parts comes out whole. */
export type JoinParts = (pdus: readonly string[]) => string

const textOf = (parts: readonly InboxPartRow[], join: JoinParts): string => {
  const [only, second] = parts
  if (only !== undefined && second === undefined) return only.text
  return join(parts.map((part) => part.pdu))
}

const addToInbox = (
  tx: Writer,
  parts: readonly InboxPartRow[],
  status: 'new' | 'incomplete',
  join: JoinParts,
  now: Instant,
  repeats: readonly number[] = [],
): void => {
  const [first] = parts
  if (first === undefined) return
  const id = tx.nextId('inbox')
  tx.run(
    sql.insertInto('inbox').values({
      id,
      sender: first.sender,
      text: textOf(parts, join).slice(0, textMax),
      received_at: now,
      sent_at: first.sent_at,
      status,
      request_kind: null,
      read_at: null,
    }),
  )
  const ids = [...parts.map((part) => part.id), ...repeats]
  tx.run(sql.updateTable('inbox_part').set({ inbox_id: id }).where('id', 'in', ids))
}

/** The parts that belong together with this one and were not joined yet, newest first. */
const siblings = (read: Reader, part: InboxPartRow): InboxPartRow[] =>
  read.all(
    sql
      .selectFrom('inbox_part')
      .selectAll()
      .where('sender', '=', part.sender)
      .where('concat_reference', '=', part.concat_reference)
      .where('concat_total', '=', part.concat_total)
      .where('inbox_id', 'is', null)
      .where('received_at', '>=', part.received_at - joinWindow_ms)
      .orderBy('id', 'desc')
      .limit(600),
  )

/** One part of each number, the newest, in order: a reference comes back, and an old torn message must not mix in. */
const newestOfEach = (parts: readonly InboxPartRow[]): InboxPartRow[] => {
  const byNumber = new Map<number, InboxPartRow>()
  for (const part of parts) if (!byNumber.has(part.concat_number)) byNumber.set(part.concat_number, part)
  return [...byNumber.values()].sort((left, right) => left.concat_number - right.concat_number)
}

/** Parts left over that say the same as one that was joined: the network repeated them. */
const repeatsOf = (parts: readonly InboxPartRow[], joined: readonly InboxPartRow[]): number[] =>
  parts
    .filter((part) => !joined.includes(part))
    .filter((part) =>
      joined.some((one) => one.concat_number === part.concat_number && one.text === part.text),
    )
    .map((part) => part.id)

/**
 * Keeps a part that came from the modem; the modem may forget it once this is on disk. A part seen before is not
 * kept twice. A whole message becomes a row of the inbox.
 */
export const takePart = (tx: Writer, incoming: IncomingPart, join: JoinParts, now: Instant): boolean => {
  const seen = tx.first(sql.selectFrom('inbox_part').select('id').where('part_key', '=', incoming.pdu))
  if (seen !== undefined) return false
  const part: InboxPartRow = {
    id: tx.nextId('inbox_part'),
    part_key: incoming.pdu,
    sender: incoming.from,
    alphanumeric: incoming.alphanumeric ? 1 : 0,
    text: incoming.text.slice(0, textMax),
    sent_at: incoming.sentAt,
    received_at: now,
    concat_reference: incoming.concat?.reference ?? null,
    concat_total: incoming.concat?.total ?? 1,
    concat_number: incoming.concat?.number ?? 1,
    pdu: incoming.pdu,
    problem: incoming.problem,
    inbox_id: null,
    sim: null,
  }
  tx.run(sql.insertInto('inbox_part').values(part))
  if (part.concat_total <= 1) addToInbox(tx, [part], 'new', join, now)
  else {
    const all = siblings(tx, part)
    const parts = newestOfEach(all)
    if (parts.length === part.concat_total) addToInbox(tx, parts, 'new', join, now, repeatsOf(all, parts))
  }
  return true
}

/** Shows what came of messages whose other parts never did. Returns how many became visible. */
export const giveUpJoining = (tx: Writer, olderThan: Instant, join: JoinParts, now: Instant): number => {
  const stale = tx.all(
    sql
      .selectFrom('inbox_part')
      .selectAll()
      .where('inbox_id', 'is', null)
      .where('received_at', '<', olderThan)
      .orderBy('id')
      .limit(500),
  )
  const groups = Map.groupBy(stale, (part) => `${part.sender}/${part.concat_reference}/${part.concat_total}`)
  for (const parts of groups.values()) {
    const sorted = [...parts].sort((left, right) => left.concat_number - right.concat_number)
    addToInbox(tx, sorted, 'incomplete', join, now)
  }
  return groups.size
}
