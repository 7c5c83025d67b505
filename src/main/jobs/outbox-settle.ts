import type { Instant } from '../app/ports/clock.ts'
import type { SubmitOutcome } from '../app/ports/modem.ts'
import type { Writer } from '../app/ports/store.ts'
import type { MessageRow, PartRow } from '../app/ports/tables/sms-rows.ts'
import { countSent } from '../app/sims/sim-counts.ts'
import type { BreakerNews } from './outbox-breaker.ts'
import { begunAt, partsOf, setMessage, setPart, stateOfParts } from './outbox-rows.ts'
import { takeEarlyReport } from './reports.ts'

/** A part on its way: what was marked `submitting` before the modem got it. */
export interface Submitting {
  readonly message: MessageRow
  readonly part: PartRow
}

/** What the breaker makes of an outcome. */
export type Aftermath = Pick<BreakerNews, 'result' | 'rest' | 'code'>

const taken: Aftermath = { result: 'accepted', rest: null, code: null }
const unknown: Aftermath = { result: 'other', rest: null, code: null }
const triesSoon = 3
const triesLater = 6
const minute_ms = 60_000
/** Before the one more try of a refusal that was seen to pass. */
const onceDelay_ms = minute_ms / 2

/** Half a minute, one, two, four … for a refusal that may pass. */
const retryDelay_ms = (attempts: number): number => Math.min(60, 2 ** attempts / 2) * minute_ms

const finish = (
  tx: Writer,
  { message, part }: Submitting,
  became: 'accepted' | 'uncertain',
  now: Instant,
): void => {
  const parts = part.total === 1 ? [{ ...part, status: became }] : partsOf(tx, message.id)
  const status = stateOfParts(parts)
  if (status === 'queued') return
  const done = status === 'failed' || status === 'delivered'
  setMessage(tx, message.id, { status, sent_at: message.sent_at ?? now, done_at: done ? now : null })
}

/** The rest of a message whose first parts left is tried again while a phone still joins it. */
const longestDelayOfRest_ms = minute_ms

const requeue = (tx: Writer, on: Submitting, now: Instant, delay_ms: number, reason: string): void => {
  setPart(tx, on.part.id, { status: 'ready', submitted_at: null, error: reason })
  const begun = begunAt(partsOf(tx, on.message.id)) !== null
  setMessage(tx, on.message.id, {
    status: 'queued',
    not_before: now + (begun ? Math.min(delay_ms, longestDelayOfRest_ms) : delay_ms),
    attempts: on.message.attempts + 1,
    reason,
  })
}

const fail = (tx: Writer, on: Submitting, now: Instant, reason: string): void => {
  for (const part of partsOf(tx, on.message.id))
    if (part.id === on.part.id || part.status === 'ready')
      setPart(tx, part.id, { status: 'failed', error: reason })
  setMessage(tx, on.message.id, { status: 'failed', reason, done_at: now })
}

/** A refusal for good that was not believed: its reason stays with what goes back to the queue. */
const wasTriedOnce = ({ part, message }: Submitting, begun: boolean): boolean =>
  (begun ? part.error : message.reason)?.startsWith('permanent:') === true

const rejected = (
  tx: Writer,
  on: Submitting,
  outcome: Extract<SubmitOutcome, { kind: 'rejected' }>,
  now: Instant,
): Aftermath => {
  const { code } = outcome
  const reason = `${outcome.class}:${code ?? ''}`
  const begun = begunAt(partsOf(tx, on.message.id).filter((part) => part.id !== on.part.id)) !== null
  if (outcome.once === true && !wasTriedOnce(on, begun)) {
    requeue(tx, on, now, onceDelay_ms, reason)
    return { result: 'refused', rest: null, code }
  }
  switch (outcome.class) {
    case 'permanent':
    case 'our-bug':
      fail(tx, on, now, reason)
      return { result: outcome.class === 'permanent' ? 'refused' : 'other', rest: null, code }
    case 'soon':
    case 'later': {
      const limit = outcome.class === 'soon' ? triesSoon : triesLater
      if (!begun && on.message.attempts + 1 >= limit) fail(tx, on, now, reason)
      else requeue(tx, on, now, outcome.class === 'soon' ? 5_000 : retryDelay_ms(on.message.attempts), reason)
      return { result: 'refused', rest: null, code }
    }
    case 'barred':
      // Some networks bar one number: after the rest the others go first, and the message steps back more and more.
      requeue(tx, on, now, 5 * minute_ms + retryDelay_ms(on.message.attempts), reason)
      return { result: 'other', rest: { ms: 5 * minute_ms, why: 'barred' }, code }
    case 'device': {
      // A message that the device refuses every time steps back more and more, so that it does not hold the others.
      const { attempts } = on.message
      requeue(tx, on, now, attempts < triesSoon ? 10_000 : retryDelay_ms(attempts), reason)
      return { result: 'other', rest: { ms: 10_000, why: 'device' }, code }
    }
  }
}

/** Writes what became of a part, and of its message when it was the last. */
export const settle = (tx: Writer, on: Submitting, outcome: SubmitOutcome, now: Instant): Aftermath => {
  switch (outcome.kind) {
    case 'accepted':
      setPart(tx, on.part.id, {
        status: 'accepted',
        reference: outcome.reference,
        accepted_at: now,
        error: null,
      })
      countSent(tx, on.part.sim, now)
      finish(tx, on, 'accepted', now)
      takeEarlyReport(tx, { ...on.part, reference: outcome.reference, status: 'accepted' }, now)
      return taken
    case 'uncertain':
      setPart(tx, on.part.id, { status: 'uncertain', error: outcome.reason })
      countSent(tx, on.part.sim, now)
      setMessage(tx, on.message.id, { reason: outcome.reason })
      finish(tx, on, 'uncertain', now)
      takeEarlyReport(tx, { ...on.part, reference: null, status: 'uncertain' }, now)
      return unknown
    case 'unsent':
      requeue(tx, on, now, 0, outcome.reason)
      setMessage(tx, on.message.id, { attempts: on.message.attempts })
      return { result: 'other', rest: { ms: 1000, why: 'link' }, code: null }
    case 'rejected':
      return rejected(tx, on, outcome, now)
  }
}

/**
 * After a crash: a part that was being submitted may have left, so it is uncertain; nothing is sent again by
 * itself. The parts after it stay ready: a report that settles the first lets them follow.
 */
export const settleInterrupted = (tx: Writer, parts: readonly PartRow[], now: Instant): void => {
  for (const part of parts) {
    setPart(tx, part.id, { status: 'uncertain', error: 'interrupted' })
    countSent(tx, part.sim, part.submitted_at ?? now)
    setMessage(tx, part.message_id, {
      status: 'uncertain',
      reason: 'interrupted',
      sent_at: part.submitted_at ?? now,
    })
    takeEarlyReport(tx, { ...part, reference: null, status: 'uncertain' }, now)
  }
}
