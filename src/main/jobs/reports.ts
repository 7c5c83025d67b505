import { nationalTail } from '../../shared/phone-format.ts'
import { insertion } from '../app/ports/bulk.ts'
import { changeOf } from '../app/ports/changes.ts'
import type { Instant } from '../app/ports/clock.ts'
import type { StatusReport } from '../app/ports/modem.ts'
import { prepared } from '../app/ports/prepared.ts'
import { sql } from '../app/ports/sql.ts'
import type { Writer } from '../app/ports/store.ts'
import type { MessageRow, PartRow, ReportRow } from '../app/ports/tables/sms-rows.ts'
import { unnamedSim } from '../app/sims/sim-terms.ts'
import { lineOf } from '../app/sims/sims.ts'
import { partsOf, setMessage, setPart, stateOfParts } from './outbox-rows.ts'

const hour_ms = 3_600_000
/** Service centres give up within three days; an older part with the same reference is another message. */
const reportWindow_ms = 80 * hour_ms
/** How far the service centre's clock may be from ours. */
const centreClock_ms = 15 * 60_000

/** Whether a card is the one a report came to, or one that it was issued in place of. */
type Line = (sim: string) => boolean

/** Null takes any. */
const lineTaking = (tx: Writer, own: string | null): Line => {
  let line: readonly string[] | null = null
  return (sim) => {
    if (own === null || sim === own) return true
    line ??= lineOf(tx, own)
    return line.includes(sim)
  }
}

/** A part whose card the modem did not tell may be of any. */
const isOf = (sim: string | null, line: Line): boolean => sim === null || sim === unnamedSim || line(sim)

type Reported = 'accepted' | 'uncertain'

/** The newest parts that a report may be about; older ones of the same reference are other messages'. */
const newest = (status: Reported) =>
  sql
    .selectFrom('part')
    .selectAll()
    .where('status', '=', status)
    .orderBy('id', 'desc')
    .limit(5000)
    .as('newest')

const withReference = prepared((given: { reference: number; since: Instant }) =>
  sql
    .selectFrom(newest('accepted'))
    .selectAll()
    .where('reference', '=', given.reference)
    .where('submitted_at', '>=', given.since),
)

const withoutReference = (status: Reported) =>
  prepared((given: { since: Instant }) =>
    sql
      .selectFrom(newest(status))
      .selectAll()
      .where('reference', 'is', null)
      .where('submitted_at', '>=', given.since),
  )
const acceptedWithout = withoutReference('accepted')
const uncertainWithout = withoutReference('uncertain')

/** The newest that was not submitted after the service centre had stamped the report's message, else the newest. */
const newestNotLater = (parts: readonly PartRow[], sentAt: Instant | null): PartRow | undefined =>
  parts.find((part) => sentAt === null || (part.submitted_at ?? 0) <= sentAt + centreClock_ms) ?? parts[0]

const acceptedAs = prepared((given: { recipient: string; reference: number; since: Instant }) =>
  sql
    .selectFrom('part')
    .selectAll()
    .where('recipient', '=', given.recipient)
    .where('reference', '=', given.reference)
    .where('status', '=', 'accepted')
    .where('submitted_at', '>=', given.since),
)

/** The usual case, by its index: the number as we dialled it. */
const exactPart = (tx: Writer, report: StatusReport, line: Line, since: Instant): PartRow | undefined =>
  newestNotLater(
    tx
      .all(acceptedAs({ recipient: report.to, reference: report.reference, since }))
      .filter((part) => isOf(part.sim, line))
      .sort((left, right) => right.id - left.id),
    report.sentAt,
  )

const submittingNow = prepared(() =>
  sql.selectFrom('part').select(['recipient', 'sim']).where('status', '=', 'submitting'),
)

/**
 * The part a report is about: of its card and number, the newest unreported one with its reference, else one without
 * a known reference, submitted when the report says (TP-MR is one octet and wraps, 3GPP TS 23.040, 9.2.3.6).
 */
const partOfReport = (tx: Writer, report: StatusReport, line: Line, now: Instant): PartRow | undefined => {
  const since = now - reportWindow_ms
  const known = exactPart(tx, report, line, since)
  if (known !== undefined) return known
  const tail = nationalTail(report.to)
  const isTo = (part: Pick<PartRow, 'sim' | 'recipient'>): boolean =>
    isOf(part.sim, line) && nationalTail(part.recipient) === tail
  const { reference } = report
  const exact = tx
    .all(withReference({ reference, since }))
    .filter(isTo)
    .sort((left, right) => right.id - left.id)
  if (exact.length > 0) return newestNotLater(exact, report.sentAt)
  // While a part to this number is on its way, the report may be its own: it waits for the answer.
  if (tx.all(submittingNow({})).some(isTo)) return undefined
  const sentAt = report.sentAt ?? now
  return [...tx.all(acceptedWithout({ since })), ...tx.all(uncertainWithout({ since }))]
    .filter(isTo)
    .filter((part) => Math.abs((part.submitted_at ?? 0) - sentAt) <= centreClock_ms)
    .sort((left, right) => left.id - right.id)[0]
}

type Verdict = Pick<StatusReport, 'outcome' | 'status' | 'reference'>

const outcomes = ['delivered', 'pending', 'failed', 'unknown'] as const

const outcomeOf = (row: ReportRow): Verdict => ({
  outcome: outcomes.find((one) => one === row.outcome) ?? 'unknown',
  status: row.status,
  reference: row.reference,
})

/** A message under way, and one that a person or the queue has done with, takes nothing from a report. */
const following: readonly MessageRow['status'][] = ['queued', 'sent', 'delivered', 'uncertain']

const statusOfMessage = prepared((given: { id: number }) =>
  sql.selectFrom('message').select('status').where('id', '=', given.id),
)

/** The message follows its parts. `resumed`: its rest had waited for this part and may leave now. */
const follow = (tx: Writer, part: PartRow, report: Verdict, now: Instant): 'kept' | 'resumed' => {
  const before = tx.first(statusOfMessage({ id: part.message_id }))
  if (before === undefined || !following.includes(before.status)) return 'kept'
  const status = stateOfParts(partsOf(tx, part.message_id))
  const done = status === 'delivered' || status === 'failed'
  setMessage(tx, part.message_id, {
    status,
    ...(done ? { done_at: now } : {}),
    ...(status === 'failed' ? { reason: `report:${report.status}` } : {}),
  })
  return status === 'queued' && before.status === 'uncertain' ? 'resumed' : 'kept'
}

const applyReport = (tx: Writer, part: PartRow, report: Verdict, now: Instant): 'kept' | 'resumed' => {
  if (report.outcome === 'delivered' || report.outcome === 'failed')
    setPart(tx, part.id, {
      status: report.outcome,
      reference: part.reference ?? report.reference,
      report_status: report.status,
      reported_at: now,
      error: report.outcome === 'failed' ? `report:${report.status}` : null,
    })
  else if (part.status === 'uncertain')
    // Even a pending report proves that the network took the part.
    setPart(tx, part.id, { status: 'accepted', reference: report.reference, report_status: report.status })
  else setPart(tx, part.id, { report_status: report.status })
  return follow(tx, part, report, now)
}

const keptReport = prepared((given: { key: string }) =>
  sql.selectFrom('report').select('id').where('report_key', '=', given.key),
)
const insertReport = insertion('report', [
  'id',
  'report_key',
  'reference',
  'recipient',
  'sent_at',
  'discharged_at',
  'status',
  'outcome',
  'pdu',
  'received_at',
  'part_id',
  'sim',
])

/**
 * Keeps a status report and settles the part and the message it is about. `seen` when it came before, `resumed`
 * when the rest of a message that waited for it may leave.
 */
export const takeReport = (
  tx: Writer,
  report: StatusReport,
  sim: string | null,
  now: Instant,
): 'seen' | 'kept' | 'resumed' => {
  const key = report.pdu
  if (tx.first(keptReport({ key })) !== undefined) return 'seen'
  const part = partOfReport(tx, report, lineTaking(tx, sim), now)
  tx.run(
    insertReport({
      id: tx.nextId('report'),
      report_key: key,
      reference: report.reference,
      recipient: report.to,
      sent_at: report.sentAt,
      discharged_at: report.dischargedAt,
      status: report.status,
      outcome: report.outcome,
      pdu: report.pdu,
      received_at: now,
      part_id: part?.id ?? null,
      sim,
    }),
  )
  return part === undefined ? 'kept' : applyReport(tx, part, report, now)
}

const unmatched = prepared((given: { since: Instant }) =>
  sql
    .selectFrom('report')
    .selectAll()
    .where('part_id', 'is', null)
    .where('received_at', '>=', given.since)
    .orderBy('id', 'desc')
    .limit(20),
)
const reportChange = changeOf('report')

/**
 * A report may overtake the answer to its own submit: the part was not known to be accepted when it came. Looks for
 * it once the part has its reference, or once no answer will come (`reference` null: any report to that number).
 */
export const takeEarlyReport = (tx: Writer, part: PartRow, now: Instant): void => {
  const since = part.submitted_at ?? now
  const waiting = tx.all(unmatched({ since }))
  if (waiting.length === 0) return
  const line = lineTaking(tx, part.sim === unnamedSim ? null : part.sim)
  const early = waiting
    .filter((report) => isOf(report.sim, line))
    .filter((report) => part.reference === null || report.reference === part.reference)
    .find((report) => nationalTail(report.recipient) === nationalTail(part.recipient))
  if (early === undefined) return
  tx.run(reportChange(early.id, { part_id: part.id }))
  applyReport(tx, part, outcomeOf(early), now)
}
