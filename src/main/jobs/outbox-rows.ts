import { type Lane, lanes } from '../app/messages/message-args.ts'
import { changeOf } from '../app/ports/changes.ts'
import type { Instant } from '../app/ports/clock.ts'
import { prepared } from '../app/ports/prepared.ts'
import { sql } from '../app/ports/sql.ts'
import type { Reader, Writer } from '../app/ports/store.ts'
import type { MessageRow, PartRow } from '../app/ports/tables/sms-rows.ts'

/** A lane's own queries: its number is in their text, by which SQLite keeps them prepared. */
const queriesOf = (lane: Lane) => ({
  first: prepared((given: { now: Instant }) =>
    sql
      .selectFrom('message')
      .selectAll()
      .where('status', '=', 'queued')
      .where('lane', '=', lanes[lane])
      .where('not_before', '<=', given.now)
      .orderBy('not_before')
      .orderBy('id')
      .limit(1),
  ),
  due: prepared(() =>
    sql
      .selectFrom('message')
      .select('not_before')
      .where('status', '=', 'queued')
      .where('lane', '=', lanes[lane])
      .orderBy('not_before')
      .limit(1),
  ),
})

const ofLane = {
  reply: queriesOf('reply'),
  confirmation: queriesOf('confirmation'),
  reminder: queriesOf('reminder'),
  campaign: queriesOf('campaign'),
} as const

/** The first message of a lane that may leave now. */
export const nextInLane = (read: Reader, lane: Lane, now: Instant): MessageRow | undefined =>
  read.first(ofLane[lane].first({ now }))

/** When the next message of a lane becomes due; null when none waits. */
export const nextDueInLane = (read: Reader, lane: Lane): Instant | null =>
  read.first(ofLane[lane].due({}))?.not_before ?? null

const messageById = prepared((given: { id: number }) =>
  sql.selectFrom('message').selectAll().where('id', '=', given.id),
)

export const messageOf = (read: Reader, id: number): MessageRow | undefined => read.first(messageById({ id }))

const partsOfMessage = prepared((given: { id: number }) =>
  sql.selectFrom('part').selectAll().where('message_id', '=', given.id),
)

export const partsOf = (read: Reader, messageId: number): PartRow[] =>
  read.all(partsOfMessage({ id: messageId })).sort((left, right) => left.number - right.number)

const messageChange = changeOf('message')
const partChange = changeOf('part')

export const setMessage = (tx: Writer, id: number, values: Partial<Omit<MessageRow, 'id'>>): void =>
  tx.run(messageChange(id, values))

export const setPart = (tx: Writer, id: number, values: Partial<Omit<PartRow, 'id'>>): void =>
  tx.run(partChange(id, values))

/** A message that was being sent goes back to the queue with its parts as they are. */
export const park = (tx: Writer, messageId: number): void =>
  tx.run(
    sql
      .updateTable('message')
      .set({ status: 'queued' })
      .where('id', '=', messageId)
      .where('status', '=', 'sending'),
  )

/** Phones join the parts of a message that come within minutes of one another; later ones stand alone and say nothing. */
export const togetherFor_ms = 8 * 60_000

const hasLeft: readonly PartRow['status'][] = ['accepted', 'delivered', 'uncertain', 'submitting']

/** When the first part left of which others still wait; null where none has left. */
export const begunAt = (parts: readonly PartRow[]): Instant | null => {
  const left = parts.filter((part) => hasLeft.includes(part.status)).map((part) => part.submitted_at ?? 0)
  return left.length === 0 ? null : Math.min(...left)
}

const begunMessages = prepared((given: { now: Instant }) =>
  sql
    .selectFrom('part')
    .innerJoin('message', 'message.id', 'part.message_id')
    .selectAll('message')
    .where('part.status', '=', 'ready')
    .where('part.number', '>', 1)
    .where('message.status', '=', 'queued')
    .where('message.not_before', '<=', given.now)
    .orderBy('part.id')
    .limit(20),
)

/** A message whose first parts left and whose rest may follow now: it goes before all others of its lane and of every lane. */
export const nextBegun = (read: Reader, now: Instant): MessageRow | undefined =>
  read.all(begunMessages({ now })).find((message) => begunAt(partsOf(read, message.id)) !== null)

/** The message's state as its parts make it, once none of them is left to send. */
export const stateOfParts = (parts: readonly PartRow[]): MessageRow['status'] => {
  if (parts.some((part) => part.status === 'failed')) return 'failed'
  if (parts.some((part) => part.status === 'uncertain' || part.status === 'submitting')) return 'uncertain'
  if (parts.some((part) => part.status === 'ready')) return 'queued'
  return parts.every((part) => part.status === 'delivered') ? 'delivered' : 'sent'
}
