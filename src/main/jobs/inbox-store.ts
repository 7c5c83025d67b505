import type { Instant } from '../app/ports/clock.ts'
import type { IncomingPart } from '../app/ports/modem.ts'
import { sql } from '../app/ports/sql.ts'
import type { Reader, Writer } from '../app/ports/store.ts'
import type { InboxPartRow } from '../app/ports/tables/sms-rows.ts'

/** A part that comes later than this is of another message. */
export const joinWindow_ms = 24 * 3_600_000
/** A phone sends the parts of one message within minutes: by these stamps an old torn message is told from a new one. */
const sentTogether_ms = 15 * 60_000
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
): number => {
  const [first] = parts
  if (first === undefined) throw new Error('a message of no parts')
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
  return id
}

type Sibling = InboxPartRow & { readonly shown: 'new' | 'handled' | 'incomplete' | null }

/** The parts that belong together with this one: not joined yet, or shown as incomplete; newest first. */
const siblings = (read: Reader, part: InboxPartRow): Sibling[] =>
  read
    .all(
      sql
        .selectFrom('inbox_part')
        .leftJoin('inbox', 'inbox.id', 'inbox_part.inbox_id')
        .selectAll('inbox_part')
        .select('inbox.status as shown')
        .where('inbox_part.sender', '=', part.sender)
        .where('inbox_part.concat_reference', '=', part.concat_reference)
        .where('inbox_part.concat_total', '=', part.concat_total)
        .where('inbox_part.received_at', '>=', part.received_at - joinWindow_ms)
        .orderBy('inbox_part.id', 'desc')
        .limit(600),
    )
    .filter((other) => other.inbox_id === null || other.shown === 'incomplete')
    .filter((other) => other.sim === null || part.sim === null || other.sim === part.sim)
    .filter(
      (other) =>
        other.sent_at === null ||
        part.sent_at === null ||
        Math.abs(other.sent_at - part.sent_at) <= sentTogether_ms,
    )

/** One part of each number, the newest, in order: a reference comes back, and an old torn message must not mix in. */
const newestOfEach = <Part extends InboxPartRow>(parts: readonly Part[]): Part[] => {
  const byNumber = new Map<number, Part>()
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

/** A message that was shown incomplete takes in a late part; whole, it is answered unless it was already. */
const complete = (
  tx: Writer,
  inboxId: number,
  parts: readonly Sibling[],
  whole: boolean,
  join: JoinParts,
): void => {
  const row = tx.first(sql.selectFrom('inbox').selectAll().where('id', '=', inboxId))
  if (row === undefined) return
  const status = !whole ? 'incomplete' : row.request_kind === null ? 'new' : 'handled'
  tx.run(
    sql
      .updateTable('inbox')
      .set({ text: textOf(parts, join).slice(0, textMax), status, read_at: null })
      .where('id', '=', inboxId),
  )
  const late = parts.filter((part) => part.inbox_id === null).map((part) => part.id)
  tx.run(sql.updateTable('inbox_part').set({ inbox_id: inboxId }).where('id', 'in', late))
}

const joinWithOthers = (tx: Writer, part: InboxPartRow, join: JoinParts, now: Instant): void => {
  const all = siblings(tx, part)
  const parts = newestOfEach(all)
  const whole = parts.length === part.concat_total
  // The newest message that was shown torn and of which this part is not yet there.
  const shown = parts.find(
    (one) => one.inbox_id !== null && one.concat_number !== part.concat_number,
  )?.inbox_id
  const repeated = all.some(
    (one) => one.id !== part.id && one.concat_number === part.concat_number && one.text === part.text,
  )
  if (shown != null && !repeated)
    complete(
      tx,
      shown,
      parts.filter((one) => one.inbox_id === shown || one.inbox_id === null),
      whole,
      join,
    )
  else if (whole) addToInbox(tx, parts, 'new', join, now, repeatsOf(all, parts))
}

export interface TakeAt {
  readonly join: JoinParts
  readonly now: Instant
  /** IMSI of the card it came to; null where the modem does not tell it. */
  readonly sim: string | null
}

/**
 * Under which key a part is remembered; null for one that was seen before. The stamp of a message has seconds, so two
 * with the same words may be octet for octet the same: in two places of the modem's memory they are two, in the same
 * place one that was read again. A part of a longer message is never two: its reference would differ.
 */
const newKey = (read: Reader, { pdu, slot, concat }: IncomingPart): string | null => {
  const told = slot === undefined || slot === null || concat !== null ? null : `${pdu}@${slot}`
  const seen = read.all(
    sql
      .selectFrom('inbox_part')
      .select('part_key')
      // «A» follows «@»: this part at any place.
      .where(({ eb, or, and }) =>
        or([
          eb('part_key', '=', pdu),
          and([eb('part_key', '>=', `${pdu}@`), eb('part_key', '<', `${pdu}A`)]),
        ]),
      )
      .limit(1000),
  )
  if (seen.length === 0) return told ?? pdu
  const apart = told !== null && seen.every(({ part_key }) => part_key !== pdu && part_key !== told)
  return apart ? told : null
}

/**
 * Keeps a part that came from the modem; the modem may forget it once this is on disk. A part seen before is not
 * kept twice. A whole message becomes a row of the inbox.
 */
export const takePart = (tx: Writer, incoming: IncomingPart, at: TakeAt): boolean => {
  const key = newKey(tx, incoming)
  if (key === null) return false
  const part: InboxPartRow = {
    id: tx.nextId('inbox_part'),
    part_key: key,
    sender: incoming.from,
    alphanumeric: incoming.alphanumeric ? 1 : 0,
    text: incoming.text.slice(0, textMax),
    sent_at: incoming.sentAt,
    received_at: at.now,
    concat_reference: incoming.concat?.reference ?? null,
    concat_total: incoming.concat?.total ?? 1,
    concat_number: incoming.concat?.number ?? 1,
    pdu: incoming.pdu,
    problem: incoming.problem,
    inbox_id: null,
    sim: at.sim,
  }
  tx.run(sql.insertInto('inbox_part').values(part))
  if (part.concat_total <= 1) addToInbox(tx, [part], 'new', at.join, at.now)
  else joinWithOthers(tx, part, at.join, at.now)
  return true
}

/** A message shown without all its parts; `head` is its beginning as far as it came unbroken, null without part one. */
export interface Torn {
  readonly id: number
  readonly head: string | null
}

const headOf = (parts: readonly InboxPartRow[], join: JoinParts): string | null => {
  const unbroken = parts.filter((part, index) => part.concat_number === index + 1)
  return unbroken.length === 0 ? null : textOf(unbroken, join)
}

/** Shows what came of messages whose other parts did not. */
export const giveUpJoining = (tx: Writer, olderThan: Instant, join: JoinParts, now: Instant): Torn[] => {
  const stale = tx.all(
    sql
      .selectFrom('inbox_part')
      .selectAll()
      .where('inbox_id', 'is', null)
      .where('received_at', '<', olderThan)
      .orderBy('id')
      .limit(500),
  )
  const groups = Map.groupBy(
    stale,
    (part) => `${part.sender}/${part.concat_reference}/${part.concat_total}/${part.sim}`,
  )
  return [...groups.values()].map((parts) => {
    const sorted = [...parts].sort((left, right) => left.concat_number - right.concat_number)
    const id = addToInbox(tx, sorted, 'incomplete', join, now)
    return { id, head: headOf(sorted, join) }
  })
}
