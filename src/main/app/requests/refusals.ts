import { lanes } from '../messages/message-args.ts'
import type { Instant } from '../ports/clock.ts'
import { sql } from '../ports/sql.ts'
import type { Writer } from '../ports/store.ts'

export interface RefusalSource {
  readonly at: Instant
  readonly inboxId: number | null
  readonly operatorId: number | null
}

const noteStop = (tx: Writer, e164: string, scope: 'ads' | 'reminders', source: RefusalSource): void =>
  tx.run(
    sql.insertInto('stop').values({
      id: tx.nextId('stop'),
      e164,
      scope,
      inbox_id: source.inboxId,
      operator_id: source.operatorId,
      at: source.at,
      lifted_at: null,
    }),
  )

const dropQueued = (tx: Writer, e164: string, lane: number, at: Instant): void =>
  tx.run(
    sql
      .updateTable('message')
      .set({ status: 'dropped', reason: 'stopped', done_at: at })
      .where('recipient', '=', e164)
      .where('lane', '=', lane)
      .where('status', '=', 'queued'),
  )

/** No advertising from the next message on: consents end, what waits is dropped (38-ФЗ, ст. 18 ч. 1). */
export const stopAds = (tx: Writer, e164: string, source: RefusalSource): void => {
  noteStop(tx, e164, 'ads', source)
  tx.run(sql.updateTable('phone').set({ no_ads: 1 }).where('e164', '=', e164))
  const phones = tx.all(sql.selectFrom('phone').select('id').where('e164', '=', e164))
  for (const phone of phones)
    tx.run(
      sql
        .updateTable('consent')
        .set({ withdrawn_at: source.at })
        .where('phone_id', '=', phone.id)
        .where('withdrawn_at', 'is', null),
    )
  dropQueued(tx, e164, lanes.campaign, source.at)
}

/** No reminders to this number; the planned ones are skipped with the reason shown. */
export const stopReminders = (tx: Writer, e164: string, source: RefusalSource): void => {
  noteStop(tx, e164, 'reminders', source)
  tx.run(sql.updateTable('phone').set({ no_reminders: 1 }).where('e164', '=', e164))
  const phones = tx.all(sql.selectFrom('phone').select('id').where('e164', '=', e164))
  for (const phone of phones)
    tx.run(
      sql
        .updateTable('occurrence')
        .set({ status: 'skipped', reason: 'stopped' })
        .where('phone_id', '=', phone.id)
        .where('status', '=', 'planned'),
    )
  dropQueued(tx, e164, lanes.reminder, source.at)
}

/**
 * Reminders again, because the client asked for them: those still ahead are planned once more. Advertising needs a
 * new consent, so it stays off.
 */
export const resumeReminders = (tx: Writer, e164: string, at: Instant): void => {
  tx.run(sql.updateTable('phone').set({ no_reminders: 0 }).where('e164', '=', e164))
  const phones = tx.all(sql.selectFrom('phone').select('id').where('e164', '=', e164))
  for (const phone of phones)
    tx.run(
      sql
        .updateTable('occurrence')
        .set({ status: 'planned', reason: null })
        .where('phone_id', '=', phone.id)
        .where('status', '=', 'skipped')
        .where('reason', '=', 'stopped')
        .where('due_at', '>', at),
    )
  tx.run(
    sql
      .updateTable('stop')
      .set({ lifted_at: at })
      .where('e164', '=', e164)
      .where('scope', '=', 'reminders')
      .where('lifted_at', 'is', null),
  )
}
