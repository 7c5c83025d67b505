import type { z } from 'zod'
import type { SimView } from '../../../shared/contract/modem-link.ts'
import { anyBalance, questionFor } from '../../domain/sim-balance.ts'
import type { OfficeBook } from '../office/office-book.ts'
import type { Instant } from '../ports/clock.ts'
import type { ModemLinks } from '../ports/modem-links.ts'
import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'
import type { SimRow } from '../ports/tables/modem-rows.ts'
import { type Span, spansOf } from '../sims/sim-counts.ts'
import { allSims, lineOf, reckonedBalance_kop, termsOfSim } from '../sims/sims.ts'

type View = z.output<typeof SimView>

const span = ({ used, most }: Span) => ({ used, cap: most })

/** A code or a pattern that stands as we shipped it, before it has read any balance. */
const isUnverified = (sim: SimRow): boolean => {
  const terms = termsOfSim(sim)
  return (
    sim.balance_at === null &&
    terms.balanceCode === questionFor(sim.imsi)?.code &&
    terms.balancePattern === anyBalance
  )
}

const replacedImsi = (read: Reader, sim: SimRow): string | null =>
  sim.replaces_id === null
    ? null
    : (read.first(sql.selectFrom('sim').select('imsi').where('id', '=', sim.replaces_id))?.imsi ?? null)

/** The cards the office has seen, those in a modem first. */
export const simViews = (
  read: Reader,
  now: Instant,
  deps: { readonly offices: OfficeBook; readonly links: ModemLinks },
): View[] => {
  const { settings } = deps.offices.get(read)
  const zone = deps.offices.zone(read)
  const at = {
    now,
    today: zone.dayOf(now),
    zone,
    officePerMinute: settings.smsPerMinute,
    officePerDay: settings.smsPerDay,
  }
  const views = allSims(read).map((sim): View => {
    const terms = termsOfSim(sim)
    const spans = spansOf(read, lineOf(read, sim.imsi), terms, at, true)
    return {
      imsi: sim.imsi,
      number: sim.number,
      title: sim.title,
      operator: sim.operator,
      role: sim.role,
      link: deps.links.all.find(({ modem }) => modem.state().imsi === sim.imsi)?.number ?? null,
      imei: sim.imei,
      firstSeenAt: sim.first_seen_at,
      lastSeenAt: sim.last_seen_at,
      replaces: replacedImsi(read, sim),
      lastSentAt: sim.sent_at,
      sent: sim.sent,
      minute: span(spans.minute),
      hour: span(spans.hour),
      day: span(spans.day),
      month: span(spans.month),
      balance_kop: sim.balance_kop,
      balanceAt: sim.balance_at,
      reckoned_kop: reckonedBalance_kop(sim),
      terms,
      unverified: isUnverified(sim),
    }
  })
  return views.sort((left, right) => (left.link ?? 9) - (right.link ?? 9))
}
