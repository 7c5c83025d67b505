import type { SimTerms } from '../../../shared/contract/sim-terms.ts'
import type { Instant } from '../ports/clock.ts'
import { prepared } from '../ports/prepared.ts'
import { sql } from '../ports/sql.ts'
import type { Reader, Writer } from '../ports/store.ts'
import type { SimRow } from '../ports/tables/modem-rows.ts'
import { firstTerms, noTerms, parseTerms } from './sim-terms.ts'

const simByImsi = prepared((given: { imsi: string }) =>
  sql.selectFrom('sim').selectAll().where('imsi', '=', given.imsi),
)

export const simOf = (read: Reader, imsi: string): SimRow | undefined => read.first(simByImsi({ imsi }))

export const allSims = (read: Reader): SimRow[] => read.all(sql.selectFrom('sim').selectAll().orderBy('id'))

export const termsOfSim = (sim: SimRow | undefined): SimTerms =>
  sim === undefined ? noTerms : parseTerms(sim.terms)

/** Whether a person (or the first run) said that this card is ours to use. */
export const isAccepted = (sim: SimRow | undefined): boolean => sim?.role === 'main' || sim?.role === 'spare'

/** A card and those it was issued in place of, by IMSI, the newest first: one number, one history. */
export const lineOf = (read: Reader, imsi: string, row = simOf(read, imsi)): string[] => {
  const line: string[] = [imsi]
  for (let sim = row; sim !== undefined && sim.replaces_id !== null; ) {
    const { replaces_id } = sim
    sim = read.first(sql.selectFrom('sim').selectAll().where('id', '=', replaces_id))
    if (sim === undefined || line.includes(sim.imsi)) break
    line.push(sim.imsi)
  }
  return line
}

export interface SeenSim {
  readonly imsi: string
  readonly imei: string | null
  readonly operator: string | null
  readonly number: string | null
}

/** The office's first card needs no question; neither does one that an earlier program sent through. */
const isKnownBefore = (read: Reader, imsi: string): boolean => {
  if (read.first(sql.selectFrom('sim').select('id').limit(1)) !== undefined) return false
  const sentBy = read.all(sql.selectFrom('sim_usage').select('sim').distinct().orderBy('sim').limit(20))
  return sentBy.length === 0 || sentBy.some((row) => row.sim === imsi || row.sim === 'unknown')
}

const hour_ms = 3_600_000

/** Whether the row would say something new: a card in its modem is not written down again every minute. */
const isNews = (sim: SimRow, seen: SeenSim, now: Instant): boolean =>
  sim.imei !== seen.imei ||
  (seen.operator !== null && sim.operator !== seen.operator) ||
  (sim.number === null && seen.number !== null) ||
  now - sim.last_seen_at >= hour_ms

export const needsSeeing = (read: Reader, seen: SeenSim, now: Instant): boolean => {
  const sim = simOf(read, seen.imsi)
  return sim === undefined || isNews(sim, seen, now)
}

/** Keeps when a card was last in a modem, unless that is known to `within_ms`. */
export const keepSeen = (tx: Writer, imsi: string, now: Instant, within_ms = 0): void => {
  const sim = simOf(tx, imsi)
  if (sim === undefined || now - sim.last_seen_at <= within_ms) return
  tx.run(sql.updateTable('sim').set({ last_seen_at: now }).where('id', '=', sim.id))
}

/** Keeps that a card is in a modem. A card nobody knows is asked about before anything leaves through it. */
export const seeSim = (tx: Writer, seen: SeenSim, now: Instant, kind: 'training' | 'real'): SimRow => {
  const known = simOf(tx, seen.imsi)
  if (known !== undefined) {
    const values = {
      imei: seen.imei,
      operator: seen.operator ?? known.operator,
      number: known.number ?? seen.number,
      last_seen_at: now,
    }
    tx.run(sql.updateTable('sim').set(values).where('id', '=', known.id))
    return { ...known, ...values }
  }
  const first = isKnownBefore(tx, seen.imsi)
  const row: SimRow = {
    id: tx.nextId('sim'),
    imsi: seen.imsi,
    number: seen.number,
    title: '',
    operator: seen.operator,
    imei: seen.imei,
    first_seen_at: now,
    last_seen_at: now,
    role: first ? 'main' : 'asked',
    decided_at: first ? now : null,
    decided_by: null,
    replaces_id: null,
    terms: JSON.stringify(firstTerms(seen.imsi, kind)),
    sent: 0,
    sent_at: null,
    balance_kop: null,
    balance_at: null,
    balance_sent: null,
    asked_at: null,
  }
  tx.run(sql.insertInto('sim').values(row))
  return row
}

export type SimAnswer = 'main' | 'replacement' | 'spare' | 'refused'

const mainSim = (read: Reader): SimRow | undefined =>
  read.first(sql.selectFrom('sim').selectAll().where('role', '=', 'main').orderBy('id', 'desc').limit(1))

/**
 * What a person says of a card. A replacement takes over the number, the name, the terms and the history of the main
 * card; a new main card makes the old one the spare.
 */
export const answerSim = (
  tx: Writer,
  sim: SimRow,
  answer: SimAnswer,
  by: { readonly operatorId: number; readonly at: Instant },
): void => {
  const before = mainSim(tx)
  const decided = { decided_at: by.at, decided_by: by.operatorId }
  const set = (id: number, values: Partial<Omit<SimRow, 'id'>>): void =>
    tx.run(sql.updateTable('sim').set(values).where('id', '=', id))
  const takesOver = before !== undefined && before.id !== sim.id
  if (answer === 'replacement' && takesOver) {
    set(before.id, { role: 'replaced', ...decided })
    const { title, terms } = before
    set(sim.id, {
      role: 'main',
      replaces_id: before.id,
      number: sim.number ?? before.number,
      title,
      terms,
      ...decided,
    })
    return
  }
  if (answer === 'main' && takesOver) set(before.id, { role: 'spare', ...decided })
  set(sim.id, { role: answer === 'replacement' ? 'main' : answer, ...decided })
}

/** The balance now, by what left since it was read and the price of a part; null where it is not known. */
export const reckonedBalance_kop = (sim: SimRow): number | null => {
  if (sim.balance_kop === null) return null
  const { price_kop } = parseTerms(sim.terms)
  return sim.balance_kop - (price_kop ?? 0) * Math.max(0, sim.sent - (sim.balance_sent ?? sim.sent))
}

/** Parts a day that the plan may count on: the main card's own cap, or the office's where it has none. */
export const dailyCapOf = (read: Reader, office_parts: number): number => {
  const main = mainSim(read)
  return main === undefined ? office_parts : (termsOfSim(main).perDay ?? office_parts)
}
