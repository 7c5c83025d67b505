import type { ChainedLog } from '../calls/chained-log.ts'
import type { Instant } from '../ports/clock.ts'
import { sql } from '../ports/sql.ts'
import type { Writer } from '../ports/store.ts'
import { defaultSettings, type Office, writeSetting } from './office-book.ts'
import type { StoredPin } from './pins.ts'

export interface Founding {
  readonly kind: Office['kind']
  readonly name: string
  readonly timeZone: string
  readonly operator: { readonly name: string; readonly pin: StoredPin }
  readonly at: Instant
}

/** Writes a new office with its owner and the default reminder rule; the kind is fixed from here on. */
export const foundOffice = (tx: Writer, founding: Founding, log: ChainedLog): number => {
  const office: Office = {
    kind: founding.kind,
    timeZone: founding.timeZone,
    settings: defaultSettings(founding.name),
  }
  writeSetting(tx, 'office', office)
  const id = tx.nextId('operator')
  tx.run(
    sql.insertInto('operator').values({
      id,
      name: founding.operator.name,
      role: 'owner',
      ...founding.operator.pin,
      active: 1,
      phone: null,
      created_at: founding.at,
    }),
  )
  tx.run(
    sql.insertInto('reminder_rule').values({
      id: tx.nextId('reminder_rule'),
      name: 'За 3 дня',
      anchor: 'penalty-free',
      offset_days: 3,
      at: '11:00',
      minimum_kop: 5000,
      service_id: null,
      days_off: 0,
      active: 1,
      changed_at: founding.at,
    }),
  )
  log.append(tx, {
    at: founding.at,
    operatorId: id,
    action: 'office.found',
    subject: 'office',
    subjectId: null,
    details: { kind: founding.kind },
  })
  return id
}
