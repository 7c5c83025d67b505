import type { Lane } from '../app/messages/message-args.ts'
import type { RenderMessage } from '../app/messages/renderer.ts'
import { validityOf_minutes } from '../app/messages/validity.ts'
import { insertion, statement } from '../app/ports/bulk.ts'
import type { Instant } from '../app/ports/clock.ts'
import type { Modem } from '../app/ports/modem.ts'
import type { Writer } from '../app/ports/store.ts'
import type { MessageRow, PartRow } from '../app/ports/tables/sms-rows.ts'
import { countPart } from '../app/sims/sim-counts.ts'
import {
  begunAt,
  messageOf,
  nextBegun,
  nextInLane,
  partsOf,
  setMessage,
  setPart,
  togetherFor_ms,
} from './outbox-rows.ts'
import type { Submitting } from './outbox-settle.ts'

export interface BeginDeps {
  readonly modem: Pick<Modem, 'prepare'>
  readonly render: RenderMessage
}

export interface BeginAt {
  readonly now: Instant
  readonly today: string
  readonly sim: string
  /** Lanes that may send now, most urgent first. */
  readonly lanes: readonly Lane[]
}

const drop = (tx: Writer, message: MessageRow, reason: string, now: Instant): void =>
  setMessage(tx, message.id, { status: 'dropped', reason, done_at: now })

const insertPart = insertion('part', [
  'id',
  'message_id',
  'number',
  'total',
  'status',
  'pdu',
  'length',
  'recipient',
  'sim',
  'reference',
  'submitted_at',
  'accepted_at',
  'report_status',
  'reported_at',
  'error',
])
const forgetParts = statement('delete from part where message_id = ?')

/** Cuts the text into parts, once: a retry sends the same octets, so that the phone can still join them. */
const makeParts = (
  tx: Writer,
  message: MessageRow,
  text: string,
  deps: BeginDeps,
  now: Instant,
): PartRow[] | string => {
  const prepared = deps.modem.prepare({
    to: message.recipient,
    text,
    concatReference: message.id % 256,
    validity_minutes: validityOf_minutes(message, now),
    statusReport: true,
  })
  if (!prepared.ok) return prepared.problem
  return prepared.parts.map(({ pdu, length }, index) => {
    const part: PartRow = {
      id: tx.nextId('part'),
      message_id: message.id,
      number: index + 1,
      total: prepared.parts.length,
      status: 'ready',
      pdu,
      length,
      recipient: message.recipient,
      sim: null,
      reference: null,
      submitted_at: null,
      accepted_at: null,
      report_status: null,
      reported_at: null,
      error: null,
    }
    tx.run(insertPart(part))
    return part
  })
}

const markSubmitting = (tx: Writer, message: MessageRow, part: PartRow, at: BeginAt): Submitting => {
  setPart(tx, part.id, { status: 'submitting', submitted_at: at.now, sim: at.sim })
  countPart(tx, at.sim, at.today, at.now)
  return { message, part: { ...part, status: 'submitting', submitted_at: at.now, sim: at.sim } }
}

/** The rest of a message too late for a phone to join is not sent alone: a person sends the whole once more. */
const tear = (tx: Writer, message: MessageRow, parts: readonly PartRow[], now: Instant): void => {
  for (const part of parts)
    if (part.status === 'ready') setPart(tx, part.id, { status: 'failed', error: 'torn' })
  setMessage(tx, message.id, { status: 'failed', reason: 'torn', done_at: now })
}

const resume = (tx: Writer, message: MessageRow, part: PartRow, at: BeginAt): Submitting => {
  setMessage(tx, message.id, { status: 'sending' })
  return markSubmitting(tx, message, part, at)
}

const otherSimWait_ms = 30_000

/** The rest of a message whose first parts have left. */
const beginRest = (
  tx: Writer,
  message: MessageRow,
  parts: readonly PartRow[],
  at: BeginAt,
): Submitting | null => {
  const rest = parts.find((part) => part.status === 'ready')
  const since = begunAt(parts)
  if (rest === undefined || (since !== null && at.now - since > togetherFor_ms)) {
    tear(tx, message, parts, at.now)
    return null
  }
  // Parts of two senders are never joined: the rest waits for its own card as long as a phone waits for the rest.
  if (parts.every((part) => part.sim === null || part.sim === at.sim)) return resume(tx, message, rest, at)
  setMessage(tx, message.id, { not_before: at.now + otherSimWait_ms })
  return null
}

const beginMessage = (tx: Writer, message: MessageRow, deps: BeginDeps, at: BeginAt): Submitting | null => {
  // Its number of parts is written with the parts themselves.
  const earlier = message.parts === 0 ? [] : partsOf(tx, message.id)
  const resumed = earlier.find((part) => part.status === 'ready')
  const begun = earlier.some((part) => part.status !== 'ready')
  if (resumed !== undefined && begun) return beginRest(tx, message, earlier, at)
  if (message.expires_at <= at.now) {
    drop(tx, message, 'expired', at.now)
    return null
  }
  const rendering = deps.render(tx, message, at.now)
  if ('drop' in rendering) {
    drop(tx, message, rendering.drop, at.now)
    return null
  }
  if (resumed !== undefined && rendering.text === message.text) return resume(tx, message, resumed, at)
  // Nothing of the earlier text has left, and it is no longer true.
  if (earlier.length > 0) tx.run(forgetParts([message.id]))
  const parts = makeParts(tx, message, rendering.text, deps, at.now)
  const first = typeof parts === 'string' ? undefined : parts[0]
  if (typeof parts === 'string' || first === undefined) {
    const reason = typeof parts === 'string' ? parts : 'our-bug:empty'
    setMessage(tx, message.id, { status: 'failed', text: rendering.text, reason, done_at: at.now })
    return null
  }
  setMessage(tx, message.id, { status: 'sending', text: rendering.text, parts: parts.length })
  return markSubmitting(tx, message, first, at)
}

/** Dropped in one transaction at the most; the pump comes back for more. */
const dropsMax = 50

/**
 * Marks the next part `submitting`: the rest of the message under way, else the first message of the most urgent
 * open lane. Null when nothing may leave now.
 */
export const begin = (
  tx: Writer,
  current: MessageRow | null,
  deps: BeginDeps,
  at: BeginAt,
): Submitting | 'more' | null => {
  if (current !== null) {
    const rest = partsOf(tx, current.id).find((part) => part.status === 'ready')
    const row = rest === undefined ? undefined : messageOf(tx, current.id)
    if (rest !== undefined && row?.status === 'sending') return markSubmitting(tx, row, rest, at)
  }
  let drops = 0
  for (let rest = nextBegun(tx, at.now); rest !== undefined; rest = nextBegun(tx, at.now)) {
    const begun = beginMessage(tx, rest, deps, at)
    if (begun !== null) return begun
    drops += 1
    if (drops >= dropsMax) return 'more'
  }
  for (const lane of at.lanes) {
    for (let next = nextInLane(tx, lane, at.now); next !== undefined; next = nextInLane(tx, lane, at.now)) {
      const begun = beginMessage(tx, next, deps, at)
      if (begun !== null) return begun
      drops += 1
      if (drops >= dropsMax) return 'more'
    }
  }
  return null
}
