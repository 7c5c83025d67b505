import type { Outgoing, Told } from './sender.ts'
import type { OnPhone } from './virtual-program.ts'

/** What became of the messages of one run, by what the phones show and what the sender says. */
export interface Tally {
  /** On the phone exactly once. */
  readonly once: number
  /** On the phone more than once. */
  readonly duplicate: number
  /** Not on the phone, and the sender says it was sent or has forgotten it. */
  readonly lost: number
  /** Not on the phone, and the sender says that it failed: a person can do something. */
  readonly failed: number
  /** On the phone, and the sender says that it failed: whoever sends it again sends a duplicate. */
  readonly falseFailures: number
  /** The sender says that it cannot know, on the phone or not. */
  readonly uncertain: number
  /** Still to be sent when the run was ended. */
  readonly waiting: number
}

export const tally = (
  messages: readonly Outgoing[],
  phones: ReadonlyMap<string, readonly OnPhone[]>,
  told: ReadonlyMap<string, Told>,
): Tally => {
  const count = { once: 0, duplicate: 0, lost: 0, failed: 0, falseFailures: 0, uncertain: 0, waiting: 0 }
  for (const { to, text } of messages) {
    const shown = (phones.get(to) ?? []).filter(
      (message) => message.direction === 'to-phone' && message.text === text,
    ).length
    const said = told.get(to) ?? null
    if (shown === 1) count.once += 1
    if (shown > 1) count.duplicate += 1
    if (said === 'uncertain') count.uncertain += 1
    if (shown > 0 && said === 'failed') count.falseFailures += 1
    if (shown > 0) continue
    if (said === 'failed') count.failed += 1
    if (said === 'waiting') count.waiting += 1
    if (said === 'sent' || said === null) count.lost += 1
  }
  return count
}
