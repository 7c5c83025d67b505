import { addDays, type Day, instantOf } from '../../shared/days.ts'
import { type Lane, lanes } from '../app/messages/message-args.ts'
import { reserveOf } from '../app/office/sending-hours.ts'
import type { Instant } from '../app/ports/clock.ts'

/** What the office allows itself to send, and what it already sent. */
export interface SendingState {
  readonly now: Instant
  readonly today: Day
  readonly timeZone: string
  /** False when advertising and reminders must wait; `quietEnds` tells till when. */
  readonly quiet: boolean
  readonly quietEnds: Instant
  readonly perDay: number
  readonly sentToday: number
  readonly perMinute: number
  readonly sentLastMinute: number
  /** Milliseconds until the oldest of the last minute's parts is a minute old. */
  readonly minuteFrees_ms: number
}

export type LaneVerdict = { readonly open: true } | { readonly open: false; readonly until: Instant }

/** Whether a lane may send now, and if not, when to look again. Money's own messages never wait for the night. */
export const laneVerdict = (lane: Lane, state: SendingState): LaneVerdict => {
  const tomorrow = instantOf(addDays(state.today, 1), '00:00', state.timeZone)
  const urgent = lanes[lane] <= lanes.confirmation
  const cap = urgent ? state.perDay : state.perDay - reserveOf(state.perDay)
  if (state.sentToday >= cap) return { open: false, until: tomorrow }
  if (urgent) return { open: true }
  if (state.quiet) return { open: false, until: state.quietEnds }
  if (state.sentLastMinute >= state.perMinute) return { open: false, until: state.now + state.minuteFrees_ms }
  return { open: true }
}
