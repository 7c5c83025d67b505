import type { SimTerms } from '../../../shared/contract/sim-terms.ts'
import { addDays, type Day, firstDayOfMonth, lastDayOfMonth, type TimeZone } from '../../../shared/days.ts'
import { sql } from '../ports/sql.ts'
import type { Reader, Writer } from '../ports/store.ts'

const slot_ms = 10_000
const slotOf = (now: number): number => Math.floor(now / slot_ms)
/** A minute as seven slots of ten seconds and an hour as 361: never less than the span itself. */
const minute_slots = 7
const hour_slots = 361

/** Counts a part against its SIM's minute, hour, day and month before it is submitted. */
export const countPart = (tx: Writer, sim: string, day: Day, now: number): void => {
  tx.run(
    sql
      .insertInto('sim_usage')
      .values({ sim, day, parts: 1 })
      .onConflict((conflict) =>
        conflict.columns(['sim', 'day']).doUpdateSet((row) => ({ parts: row('sim_usage.parts', '+', 1) })),
      ),
  )
  const slot = slotOf(now)
  const begun = tx.first(
    sql.selectFrom('sim_pace').select('parts').where('sim', '=', sim).where('slot', '=', slot),
  )
  if (begun === undefined) {
    tx.run(
      sql
        .deleteFrom('sim_pace')
        .where('sim', '=', sim)
        .where('slot', '<', slot - hour_slots),
    )
    tx.run(sql.insertInto('sim_pace').values({ sim, slot, parts: 1 }))
  } else
    tx.run(
      sql
        .updateTable('sim_pace')
        .set({ parts: begun.parts + 1 })
        .where('sim', '=', sim)
        .where('slot', '=', slot),
    )
  tx.run(
    sql
      .updateTable('sim')
      .set((row) => ({ sent: row('sent', '+', 1), sent_at: now }))
      .where('imsi', '=', sim),
  )
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

/** Slots ahead of the clock count too, within the span: a clock set back does not give the cap anew. */
const inSlots = (read: Reader, sims: readonly string[], now: number, slots: number) => {
  const current = slotOf(now)
  const row = read.first(
    sql
      .selectFrom('sim_pace')
      .select(({ fn }) => [
        fn.sum<number | null>('parts').as('used'),
        fn.min<number | null>('slot').as('oldest'),
      ])
      .where('sim', 'in', sims)
      .where('slot', '>', current - slots)
      .where('slot', '<', current + slots),
  )
  return {
    used: row?.used ?? 0,
    frees: Math.max(now + 1, ((row?.oldest ?? current) + slots) * slot_ms),
  }
}

const inDays = (read: Reader, sims: readonly string[], from: Day, to: Day): number =>
  read.first(
    sql
      .selectFrom('sim_usage')
      .select(({ fn }) => fn.sum<number | null>('parts').as('used'))
      .where('sim', 'in', sims)
      .where('day', '>=', from)
      .where('day', '<=', to),
  )?.used ?? 0

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
      frees: at.zone.instantOf(addDays(at.today, 1), '00:00'),
    },
    month: {
      used: all || terms.perMonth !== null ? inDays(read, sims, firstDayOfMonth(at.today), last) : 0,
      most: terms.perMonth,
      frees: at.zone.instantOf(addDays(last, 1), '00:00'),
    },
  }
}
