import type { Instant } from '../ports/clock.ts'
import type { Reader } from '../ports/store.ts'
import type { MessageRow } from '../ports/tables/sms-rows.ts'

/** The text as it leaves, or why the message is no longer worth sending. */
export type Rendering = { readonly text: string } | { readonly drop: DropReason }

export type DropReason =
  | 'expired'
  | 'paid'
  | 'silenced'
  | 'stopped'
  | 'no-consent'
  | 'reversed'
  | 'cancelled'
  | 'gone'
  | 'stale'

/** Makes a message's text from what is true at `now`. */
export type RenderMessage = (
  read: Reader,
  message: Pick<MessageRow, 'id' | 'args' | 'recipient' | 'created_at'>,
  now: Instant,
) => Rendering
