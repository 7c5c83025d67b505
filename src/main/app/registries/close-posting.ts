import { prepared } from '../ports/prepared.ts'
import { sql } from '../ports/sql.ts'
import type { Reader, Writer } from '../ports/store.ts'
import type { RegistryRow, RegistryRowRow } from '../ports/tables/money-rows.ts'

/** What a posted registry came to, and the bills that it wakes; found out in slices before the transaction that ends it. */
export interface Closing {
  readonly counts: Pick<RegistryRow, 'matched' | 'new_accounts' | 'duplicates' | 'rejected' | 'total_kop'>
  /** Rows that became bills, an interrupted posting before this one included. */
  readonly posted: number
  /** Bills that were silenced as «paid elsewhere» and whose account the registry bills again. */
  readonly silenced: readonly number[]
}

const idsAtOnce = 10_000

interface Range {
  readonly after: number
  readonly upTo: number
}

const rowsBetween = prepared((given: Range & { registryId: number }) =>
  sql
    .selectFrom('registry_row')
    .select(({ fn }) => [
      'state',
      fn.countAll<number>().as('count'),
      fn.count<number>('account_id').as('known'),
      fn.sum<number | null>('amount_kop').as('sum_kop'),
    ])
    .where('id', '>', given.after)
    .where('id', '<=', given.upTo)
    // A sum is no column of an index: the rows are taken as they lie in the table.
    .where(({ eb, lit }) => eb(eb('registry_id', '+', lit(0)), '=', given.registryId))
    .groupBy('state'),
)

const silencedBetween = prepared((given: Range & { registryId: number }) =>
  sql
    .selectFrom('bill')
    .select('bill.id')
    .where('bill.id', '>', given.after)
    .where('bill.id', '<=', given.upTo)
    .where('bill.silenced', '=', 1)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('bill as newer')
          .select('newer.id')
          .whereRef('newer.account_id', '=', 'bill.account_id')
          .where('newer.registry_id', '=', given.registryId),
      ),
    ),
)

const idsOf = (read: Reader, registryId: number) =>
  read.first(
    sql
      .selectFrom('registry_row')
      .select(({ fn }) => [fn.min('id').as('first'), fn.max('id').as('last')])
      .where('registry_id', '=', registryId),
  )

const lastBill = (read: Reader): number =>
  read.first(sql.selectFrom('bill').select('id').orderBy('id', 'desc').limit(1))?.id ?? 0

/** A preview may have promised more than was still to post: what counts is what became of the rows. */
export function* closingSteps(read: Reader, registryId: number): Generator<void, Closing> {
  const sums = new Map<RegistryRowRow['state'], { count: number; known: number; sum_kop: number }>()
  const ids = idsOf(read, registryId)
  for (let after = (ids?.first ?? 1) - 1; after < (ids?.last ?? 0); after += idsAtOnce) {
    for (const row of read.all(rowsBetween({ registryId, after, upTo: after + idsAtOnce }))) {
      const before = sums.get(row.state) ?? { count: 0, known: 0, sum_kop: 0 }
      sums.set(row.state, {
        count: before.count + row.count,
        known: before.known + row.known,
        sum_kop: before.sum_kop + (row.sum_kop ?? 0),
      })
    }
    yield
  }
  const silenced: number[] = []
  const last = lastBill(read)
  for (let after = 0; after < last; after += idsAtOnce) {
    for (const { id } of read.all(silencedBetween({ registryId, after, upTo: after + idsAtOnce })))
      silenced.push(id)
    yield
  }
  const posted = sums.get('posted') ?? { count: 0, known: 0, sum_kop: 0 }
  return {
    counts: {
      matched: posted.known,
      new_accounts: posted.count - posted.known,
      duplicates: sums.get('duplicate')?.count ?? 0,
      rejected: sums.get('rejected')?.count ?? 0,
      total_kop: posted.sum_kop,
    },
    posted: posted.count,
    silenced,
  }
}

const wake = prepared((given: { id: number }) =>
  sql.updateTable('bill').set({ silenced: 0 }).where('id', '=', given.id),
)

/** Ends the claims of the accounts that were billed: the provider's own file has spoken. */
const settleClaims = prepared((given: { registryId: number }) =>
  sql
    .updateTable('claim')
    .set({ status: 'settled' })
    .where('status', '=', 'open')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('bill')
          .select('bill.id')
          .whereRef('bill.account_id', '=', 'claim.account_id')
          .where('bill.registry_id', '=', given.registryId),
      ),
    ),
)

/**
 * What a posted registry changes beside its bills. «Paid elsewhere» holds until the provider's next file: what that file
 * still leaves owed is reminded of again.
 */
export const closePosting = (tx: Writer, registryId: number, closing: Closing): void => {
  tx.run(settleClaims({ registryId }))
  for (const id of closing.silenced) tx.run(wake({ id }))
}
