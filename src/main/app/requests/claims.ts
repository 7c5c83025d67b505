import type { Instant } from '../ports/clock.ts'
import { sql } from '../ports/sql.ts'
import type { Writer } from '../ports/store.ts'

/**
 * БЫЛО: the client says these bills were paid elsewhere. Their reminders are silent until the provider's next file;
 * the operator sees the claim.
 */
export const makeClaim = (
  tx: Writer,
  claim: {
    readonly accountId: number
    readonly phoneId: number
    readonly inboxId: number
    readonly at: Instant
  },
): void => {
  tx.run(
    sql.insertInto('claim').values({
      id: tx.nextId('claim'),
      account_id: claim.accountId,
      phone_id: claim.phoneId,
      inbox_id: claim.inboxId,
      status: 'open',
      at: claim.at,
    }),
  )
  tx.run(
    sql
      .updateTable('bill')
      .set({ silenced: 1 })
      .where('account_id', '=', claim.accountId)
      .where('left_kop', '>', 0),
  )
  tx.run(
    sql
      .updateTable('occurrence')
      .set({ status: 'skipped', reason: 'silenced' })
      .where('account_id', '=', claim.accountId)
      .where('status', '=', 'planned'),
  )
}
