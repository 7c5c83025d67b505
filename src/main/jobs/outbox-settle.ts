import type { Instant } from '../app/ports/clock.ts'
import type { SubmitOutcome } from '../app/ports/modem.ts'
import type { Writer } from '../app/ports/store.ts'
import type { MessageRow, PartRow } from '../app/ports/tables/sms-rows.ts'
import { partsOf, setMessage, setPart, stateOfParts } from './outbox-rows.ts'
import { takeEarlyReport } from './reports.ts'

/** A part on its way: what was marked `submitting` before the modem got it. */
export interface Submitting {
  readonly message: MessageRow
  readonly part: PartRow
}

/** What the pump does next because of an outcome. */
export interface Aftermath {
  /** The whole queue rests this long: the modem or the SIM is the reason, not the message. */
  readonly rest_ms: number
  /** The recipient's own refusal, counted apart for the breaker. */
  readonly refused: boolean
}

const calm: Aftermath = { rest_ms: 0, refused: false }
const triesSoon = 3
const triesLater = 6
const minute_ms = 60_000

/** Half a minute, one, two, four … for a refusal that may pass. */
const retryDelay_ms = (attempts: number): number => Math.min(60, 2 ** attempts / 2) * minute_ms

const finish = (tx: Writer, message: MessageRow, now: Instant): void => {
  const status = stateOfParts(partsOf(tx, message.id))
  if (status === 'queued') return
  const done = status === 'failed' || status === 'delivered'
  setMessage(tx, message.id, { status, sent_at: message.sent_at ?? now, done_at: done ? now : null })
}

const requeue = (tx: Writer, on: Submitting, now: Instant, delay_ms: number, reason: string): void => {
  setPart(tx, on.part.id, { status: 'ready', submitted_at: null, error: reason })
  setMessage(tx, on.message.id, {
    status: 'queued',
    not_before: now + delay_ms,
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

const rejected = (
  tx: Writer,
  on: Submitting,
  outcome: Extract<SubmitOutcome, { kind: 'rejected' }>,
  now: Instant,
): Aftermath => {
  const reason = `${outcome.class}:${outcome.code ?? ''}`
  switch (outcome.class) {
    case 'permanent':
    case 'our-bug':
      fail(tx, on, now, reason)
      return { rest_ms: 0, refused: outcome.class === 'permanent' }
    case 'soon':
    case 'later': {
      const limit = outcome.class === 'soon' ? triesSoon : triesLater
      if (on.message.attempts + 1 >= limit) fail(tx, on, now, reason)
      else requeue(tx, on, now, outcome.class === 'soon' ? 5_000 : retryDelay_ms(on.message.attempts), reason)
      return { rest_ms: 0, refused: true }
    }
    case 'barred':
      requeue(tx, on, now, 5 * minute_ms, reason)
      return { rest_ms: 5 * minute_ms, refused: false }
    case 'device': {
      // A message that the device refuses every time steps back more and more, so that it does not hold the others.
      const { attempts } = on.message
      requeue(tx, on, now, attempts < triesSoon ? 10_000 : retryDelay_ms(attempts), reason)
      return { rest_ms: 10_000, refused: false }
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
      finish(tx, on.message, now)
      takeEarlyReport(tx, { ...on.part, reference: outcome.reference, status: 'accepted' }, now)
      return calm
    case 'uncertain':
      setPart(tx, on.part.id, { status: 'uncertain', error: outcome.reason })
      setMessage(tx, on.message.id, { reason: outcome.reason })
      finish(tx, on.message, now)
      takeEarlyReport(tx, { ...on.part, reference: null, status: 'uncertain' }, now)
      return calm
    case 'unsent':
      requeue(tx, on, now, 0, outcome.reason)
      setMessage(tx, on.message.id, { attempts: on.message.attempts })
      return { rest_ms: 1000, refused: false }
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
    setMessage(tx, part.message_id, {
      status: 'uncertain',
      reason: 'interrupted',
      sent_at: part.submitted_at ?? now,
    })
    takeEarlyReport(tx, { ...part, reference: null, status: 'uncertain' }, now)
  }
}
