import type { Instant } from '../app/ports/clock.ts'
import type { ModemLink } from '../app/ports/modem-links.ts'
import { sql } from '../app/ports/sql.ts'
import type { Writer } from '../app/ports/store.ts'
import type { ModemSampleRow } from '../app/ports/tables/modem-rows.ts'

const minute_ms = 60_000
const hour_ms = 60 * minute_ms
const kept_ms = { minute: 24 * hour_ms, hour: 366 * 24 * hour_ms } as const
const length_ms = { minute: minute_ms, hour: hour_ms } as const

type Span = ModemSampleRow['span']

const addTo = (tx: Writer, link: ModemLink, span: Span, now: Instant): void => {
  const { imsi, operator, registered, signal_dbm } = link.modem.state()
  const at = Math.floor(now / length_ms[span]) * length_ms[span]
  const before = tx.first(
    sql
      .selectFrom('modem_sample')
      .selectAll()
      .where('link', '=', link.number)
      .where('span', '=', span)
      .where('at', '=', at),
  )
  const row: ModemSampleRow = {
    link: link.number,
    span,
    at,
    imsi: imsi ?? before?.imsi ?? null,
    operator: operator ?? before?.operator ?? null,
    samples: (before?.samples ?? 0) + 1,
    registered: (before?.registered ?? 0) + (registered ? 1 : 0),
    heard: (before?.heard ?? 0) + (signal_dbm === null ? 0 : 1),
    signal_sum: (before?.signal_sum ?? 0) + (signal_dbm ?? 0),
    signal_low:
      signal_dbm === null ? (before?.signal_low ?? null) : Math.min(signal_dbm, before?.signal_low ?? 0),
  }
  const key = { link: row.link, span, at }
  if (before === undefined) {
    tx.run(sql.insertInto('modem_sample').values(row))
    tx.run(
      sql
        .deleteFrom('modem_sample')
        .where('link', '=', link.number)
        .where('span', '=', span)
        .where('at', '<', at - kept_ms[span]),
    )
    return
  }
  tx.run(
    sql
      .updateTable('modem_sample')
      .set(row)
      .where('link', '=', key.link)
      .where('span', '=', key.span)
      .where('at', '=', key.at),
  )
}

/** Signal, registration and operator as they are now: a row a minute, kept a day, and a row an hour, kept a year. */
export const takeSample = (tx: Writer, link: ModemLink, now: Instant): void => {
  addTo(tx, link, 'minute', now)
  addTo(tx, link, 'hour', now)
}
