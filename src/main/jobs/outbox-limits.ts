import { type Lane, lanes } from '../app/messages/message-args.ts'
import { reserveOf } from '../app/office/sending-hours.ts'
import type { Instant } from '../app/ports/clock.ts'
import type { Span, Spans } from '../app/sims/sim-counts.ts'

/** What the office allows itself to send through a card, and what it already sent. */
export interface SendingState {
  readonly now: Instant
  /** True when advertising and reminders must wait; `quietEnds` tells till when. */
  readonly quiet: boolean
  readonly quietEnds: Instant
  readonly spans: Spans
  /** The card's balance is below what is kept for replies and confirmations. */
  readonly poor: boolean
  /** The pause after the last reminder or advertisement, drawn at random. */
  readonly pauseEnds: Instant
}

export type LaneVerdict = { readonly open: true } | { readonly open: false; readonly until: Instant }

const open: LaneVerdict = { open: true }
const closed = (until: Instant): LaneVerdict => ({ open: false, until })
/** A balance is looked at again after this. */
const poorWait_ms = 10 * 60_000

const isFull = ({ used, most }: Span, urgent: boolean): boolean =>
  most !== null && used >= (urgent ? most : most - reserveOf(most))

/**
 * Whether a lane may send now, and if not, when to look again. Replies and confirmations have a reserve of every
 * long cap and of the balance, never wait for the night, and keep no pause.
 */
export const laneVerdict = (lane: Lane, state: SendingState): LaneVerdict => {
  const urgent = lanes[lane] <= lanes.confirmation
  const { minute, hour, day, month } = state.spans
  for (const span of [month, day, hour]) if (isFull(span, urgent)) return closed(span.frees)
  if (urgent) return open
  if (state.quiet) return closed(state.quietEnds)
  if (state.poor) return closed(state.now + poorWait_ms)
  if (minute.most !== null && minute.used >= minute.most) return closed(minute.frees)
  return state.pauseEnds > state.now ? closed(state.pauseEnds) : open
}
