import type { z } from 'zod'
import type { AlarmView } from '../../../shared/contract/modem-link.ts'
import { heldBy } from '../office/clock-guard.ts'
import type { OfficeBook } from '../office/office-book.ts'
import type { Instant } from '../ports/clock.ts'
import type { ModemLinks } from '../ports/modem-links.ts'
import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'
import type { SimRow } from '../ports/tables/modem-rows.ts'
import { clockDifference } from './network-clock.ts'
import { spansOf } from './sim-counts.ts'
import { allSims, isAccepted, lineOf, reckonedBalance_kop, simOf, termsOfSim } from './sims.ts'

export type Alarm = z.output<typeof AlarmView>

/** What the outbox says of a card: resting, and why. */
export type RestOf = (sim: string) => {
  readonly rest: {
    readonly why: 'refusals' | 'barred' | 'device' | 'link'
    readonly code: number | null
    readonly left_ms: number
  } | null
  readonly probing: boolean
}

export interface AlarmDeps {
  readonly offices: OfficeBook
  readonly links: ModemLinks
  readonly restOf: RestOf
}

const minute_ms = 60_000
const hour_ms = 60 * minute_ms
/** Said of Russian operators since autumn 2025: a card silent for 72 hours loses SMS for a day. Warned of before. */
const idleAfter_ms = 60 * hour_ms
const silentParts = 15
const earlierParts = 60
const reportsWithin_ms = 30 * minute_ms
const looksBack_parts = 2000

const alarm = (code: Alarm['code'], level: Alarm['level'], details: Alarm['details'] = {}): Alarm => ({
  code,
  level,
  details,
})

/** True when the last parts of a card brought no report though those before them did: the card may be blocked. */
export const reportsStopped = (read: Reader, sims: readonly string[], now: Instant): boolean => {
  const last = read.first(sql.selectFrom('part').select('id').orderBy('id', 'desc').limit(1))?.id ?? 0
  const parts = read.all(
    sql
      .selectFrom('part')
      .select(['reported_at', 'report_status'])
      .where('id', '>', last - looksBack_parts)
      .where('sim', 'in', sims)
      .where('accepted_at', '<=', now - reportsWithin_ms)
      .orderBy('id', 'desc')
      .limit(silentParts + earlierParts),
  )
  const reported = ({ reported_at, report_status }: (typeof parts)[number]): boolean =>
    reported_at !== null || report_status !== null
  return (
    parts.length > silentParts &&
    !parts.slice(0, silentParts).some(reported) &&
    parts.slice(silentParts).some(reported)
  )
}

/** An alarm of a card says which card it is about. */
const ofCard =
  ({ imsi, title, number }: SimRow) =>
  (one: Alarm): Alarm => ({ ...one, details: { ...one.details, imsi, title, number } })

const balanceAlarms = (read: Reader, sim: SimRow): Alarm[] => {
  const terms = termsOfSim(sim)
  const balance = reckonedBalance_kop(sim)
  if (balance !== null && terms.warnBelow_kop !== null && balance < terms.warnBelow_kop)
    return [alarm('balance-low', balance < terms.reserve_kop ? 'bad' : 'warn', { balance_kop: balance })]
  const last = read.first(
    sql
      .selectFrom('ussd_answer')
      .select('outcome')
      .where('imsi', '=', sim.imsi)
      .where('purpose', '=', 'balance')
      .orderBy('id', 'desc')
      .limit(1),
  )
  const unread = terms.balanceCode !== null && last !== undefined && last.outcome !== 'read'
  return unread ? [alarm('balance-unread', 'warn', { outcome: last.outcome })] : []
}

const capAlarms = (read: Reader, sim: SimRow, now: Instant, offices: OfficeBook): Alarm[] => {
  const { settings } = offices.get(read)
  const zone = offices.zone(read)
  const at = {
    now,
    today: zone.dayOf(now),
    zone,
    officePerMinute: settings.smsPerMinute,
    officePerDay: settings.smsPerDay,
  }
  const { day, month } = spansOf(read, lineOf(read, sim.imsi), termsOfSim(sim), at, false)
  const full = (code: 'cap-day' | 'cap-month', { used, most }: typeof day): Alarm[] =>
    most !== null && used >= most ? [alarm(code, 'warn', { used, cap: most })] : []
  return [...full('cap-month', month), ...full('cap-day', day)]
}

/** Of every card of ours that is in a modem: the spare is watched too, or it is found empty on the day it is needed. */
const keptAlarms = (read: Reader, sim: SimRow, now: Instant): Alarm[] => {
  const idle_ms = now - Math.max(sim.sent_at ?? 0, sim.first_seen_at)
  return [
    ...balanceAlarms(read, sim),
    ...(idle_ms >= idleAfter_ms ? [alarm('sim-idle', 'warn', { hours: Math.floor(idle_ms / hour_ms) })] : []),
  ].map(ofCard(sim))
}

/** Of the card that sends now. */
const sendingAlarms = (read: Reader, sim: SimRow, now: Instant, deps: AlarmDeps): Alarm[] => {
  const { rest } = deps.restOf(sim.imsi)
  return [
    ...(rest !== null && rest.why !== 'link'
      ? [
          alarm('rest', 'bad', {
            why: rest.why,
            code: rest.code,
            minutes: Math.ceil(rest.left_ms / minute_ms),
          }),
        ]
      : []),
    ...(reportsStopped(read, lineOf(read, sim.imsi), now)
      ? [alarm('reports-missing', 'bad', { parts: silentParts })]
      : []),
    ...capAlarms(read, sim, now, deps.offices),
    ...(sim.role === 'spare' ? [alarm('spare-sends', 'warn')] : []),
  ].map(ofCard(sim))
}

/** What a person should know of the modem and its cards now, the most pressing first. */
export const modemAlarms = (read: Reader, now: Instant, deps: AlarmDeps): Alarm[] => {
  const inside = new Set(
    deps.links.all.map(({ modem }) => (modem.state().phase === 'off' ? null : modem.state().imsi)),
  )
  const here = allSims(read).filter((sim) => inside.has(sim.imsi))
  const asked = here.filter((sim) => sim.role === 'asked')
  const difference = heldBy(read) === 'clock' ? clockDifference(read) : null
  const imsi = deps.links.active()?.modem.state().imsi ?? null
  const sim = imsi === null ? undefined : simOf(read, imsi)
  return [
    ...asked.map((one) => alarm('sim-asked', 'bad', { imsi: one.imsi, number: one.number })),
    ...(difference === null
      ? []
      : [alarm('clock-differs', 'bad', { minutes: Math.round(difference.by_ms / minute_ms) })]),
    ...(sim === undefined ? [] : sendingAlarms(read, sim, now, deps)),
    ...here.filter(isAccepted).flatMap((one) => keptAlarms(read, one, now)),
  ]
}
