import type { SimTerms } from '../../../shared/contract/sim-terms.ts'
import { addDays, type Day, firstDayOfMonth, lastDayOfMonth, type TimeZone } from '../../../shared/days.ts'
import { statement } from '../ports/bulk.ts'
import { prepared } from '../ports/prepared.ts'
import { sql } from '../ports/sql.ts'
import type { Reader, Writer } from '../ports/store.ts'

const slot_ms = 10_000
const slotOf = (now: number): number => Math.floor(now / slot_ms)
/** A minute as seven slots of ten seconds and an hour as 361: never less than the span itself. */
const minute_slots = 7
const hour_slots = 361

const countDay = statement(
  'insert into sim_usage (sim, day, parts) values (?, ?, 1) on conflict (sim, day) do update set parts = parts + 1',
)
const partsInSlot = prepared((given: { sim: string; slot: number }) =>
  sql.selectFrom('sim_pace').select('parts').where('sim', '=', given.sim).where('slot', '=', given.slot),
)
const forgetSlots = statement('delete from sim_pace where sim = ? and slot < ?')
const beginSlot = statement('insert into sim_pace (sim, slot, parts) values (?, ?, 1)')
const countSlot = statement('update sim_pace set parts = parts + 1 where sim = ? and slot = ?')
const countSim = statement(
  'update sim set sent = sent + 1, sent_at = max(coalesce(sent_at, 0), ?) where imsi = ?',
)

/** Counts a try against its SIM's minute, hour, day and month before it is submitted: a network that refuses has seen it. */
export const countPart = (tx: Writer, sim: string, day: Day, now: number): void => {
  tx.run(countDay([sim, day]))
  const slot = slotOf(now)
  if (tx.first(partsInSlot({ sim, slot })) === undefined) {
    tx.run(forgetSlots([sim, slot - hour_slots]))
    tx.run(beginSlot([sim, slot]))
  } else tx.run(countSlot([sim, slot]))
}

/** Counts a part that the network took or may have taken: what is paid for, and what keeps a card from lying idle. */
export const countSent = (tx: Writer, sim: string | null, now: number): void => {
  if (sim !== null) tx.run(countSim([now, sim]))
}

/** How much of a span is used, of how much, and when the first of it is free again. */
export interface Span {
  readonly used: number
  /** Null = no cap. */
  readonly most: number | null
  readonly frees: number
}

export interface Spans {
  readonly minute: Span
  readonly hour: Span
  readonly day: Span
  readonly month: Span
}

const slotsUsed = prepared((given: { sim: string; after: number; before: number }) =>
  sql
    .selectFrom('sim_pace')
    .select(({ fn }) => [
      fn.sum<number | null>('parts').as('used'),
      fn.min<number | null>('slot').as('oldest'),
    ])
    .where('sim', '=', given.sim)
    .where('slot', '>', given.after)
    .where('slot', '<', given.before),
)

/** Slots ahead of the clock count too, within the span: a clock set back does not give the cap anew. */
const inSlots = (read: Reader, sims: readonly string[], now: number, slots: number) => {
  const current = slotOf(now)
  let used = 0
  let oldest: number | null = null
  for (const sim of sims) {
    const row = read.first(slotsUsed({ sim, after: current - slots, before: current + slots }))
    used += row?.used ?? 0
    if (row?.oldest != null) oldest = Math.min(row.oldest, oldest ?? row.oldest)
  }
  return { used, frees: Math.max(now + 1, ((oldest ?? current) + slots) * slot_ms) }
}

const daysUsed = prepared((given: { sim: string; from: Day; to: Day }) =>
  sql
    .selectFrom('sim_usage')
    .select(({ fn }) => fn.sum<number | null>('parts').as('used'))
    .where('sim', '=', given.sim)
    .where('day', '>=', given.from)
    .where('day', '<=', given.to),
)

const inDays = (read: Reader, sims: readonly string[], from: Day, to: Day): number =>
  sims.reduce((sum, sim) => sum + (read.first(daysUsed({ sim, from, to }))?.used ?? 0), 0)

export interface CountAt {
  readonly now: number
  readonly today: Day
  readonly zone: TimeZone
  readonly officePerMinute: number
  readonly officePerDay: number
}

/** What a SIM has used of its caps. `all` counts spans without a cap too: for a screen, not for every part. */
export const spansOf = (
  read: Reader,
  sims: readonly string[],
  terms: SimTerms,
  at: CountAt,
  all: boolean,
): Spans => {
  const last = lastDayOfMonth(at.today)
  const unread = { used: 0, frees: at.now }
  const dayCap = terms.perDay ?? at.officePerDay
  return {
    minute: { ...inSlots(read, sims, at.now, minute_slots), most: terms.perMinute ?? at.officePerMinute },
    hour: {
      ...(all || terms.perHour !== null ? inSlots(read, sims, at.now, hour_slots) : unread),
      most: terms.perHour,
    },
    day: {
      used: inDays(read, sims, at.today, at.today),
      most: dayCap,
      // Reckoned only for a cap that is reached: a part that leaves does not need it.
      get frees() {
        return at.zone.instantOf(addDays(at.today, 1), '00:00')
      },
    },
    month: {
      used: all || terms.perMonth !== null ? inDays(read, sims, firstDayOfMonth(at.today), last) : 0,
      most: terms.perMonth,
      get frees() {
        return at.zone.instantOf(addDays(last, 1), '00:00')
      },
    },
  }
}
