import { dayOf } from '../../../shared/days.ts'
import type { AppDeps } from '../app-deps.ts'
import { type Failure, fail } from '../calls/failure.ts'
import type { CallContext } from '../calls/handlers.ts'
import { oneAhead } from '../calls/one-ahead.ts'
import { sql } from '../ports/sql.ts'
import type { Reader, Writer } from '../ports/store.ts'
import type { RegistryRow, RegistryRowRow } from '../ports/tables/money-rows.ts'
import { type Closing, closePosting, closingSteps } from './close-posting.ts'
import { postBalances } from './post-balances.ts'
import { type Posting, postCharges } from './post-charges.ts'
import { breathe } from './preview.ts'

export type PostDeps = Pick<AppDeps, 'store' | 'offices' | 'timers' | 'emit' | 'log' | 'wake'>

export interface Posted {
  posted: number
  total_kop: number
  newAccounts: number
}

const sliceRows = 750

const waiting = (read: Reader, registryId: number): RegistryRowRow[] =>
  read.all(
    sql
      .selectFrom('registry_row')
      .selectAll()
      .where('registry_id', '=', registryId)
      .where('state', 'in', ['matched', 'new'])
      .orderBy('row')
      .limit(sliceRows),
  )

const alreadyPosted = (tx: Writer, rows: readonly RegistryRowRow[]): Set<string> =>
  new Set(
    tx
      .all(
        sql
          .selectFrom('bill')
          .select('row_key')
          .where(
            'row_key',
            'in',
            rows.map((row) => row.row_key),
          ),
      )
      .map((row) => row.row_key),
  )

const mark = (
  tx: Writer,
  rows: readonly RegistryRowRow[],
  state: RegistryRowRow['state'],
  code: string | null,
) => {
  if (rows.length === 0) return
  const ids = rows.map((row) => row.id)
  tx.run(sql.updateTable('registry_row').set({ state, code }).where('id', 'in', ids))
}

/** Posts one slice in one transaction: its bills and the mark of its rows come together or not at all. */
const postSlice = (
  tx: Writer,
  registry: RegistryRow,
  rows: readonly RegistryRowRow[],
  posting: Posting,
  sum: Posted,
) => {
  const before = alreadyPosted(tx, rows)
  const twice = rows.filter((row) => before.has(row.row_key))
  const fresh = rows.filter((row) => !before.has(row.row_key))
  mark(tx, twice, 'duplicate', null)
  const older =
    registry.kind === 'balance' && registry.as_of_day !== null
      ? postBalances(tx, fresh, registry.as_of_day, posting)
      : []
  if (registry.kind === 'charge') postCharges(tx, fresh, posting)
  mark(tx, older, 'rejected', 'older-balance')
  const done = fresh.filter((row) => !older.includes(row))
  mark(tx, done, 'posted', null)
  sum.posted += done.length
  sum.newAccounts += done.filter((row) => row.account_id === null).length
  sum.total_kop += done.reduce((all, row) => all + (row.amount_kop ?? 0), 0)
}

/** Finds out what the posting came to, letting the calls that wait run between its slices. */
const lookBack = async (registryId: number, deps: PostDeps): Promise<Closing> => {
  const steps = closingSteps(deps.store.read, registryId)
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return step.value
    await breathe(deps)
  }
}

/**
 * Posts what was previewed, a slice a transaction, so that the desk never waits. Posting again after a crash goes on
 * with the rows that are left: each row is posted once.
 */
export const postRegistry = async (
  registryId: number,
  call: CallContext,
  deps: PostDeps,
  finish: (work: (tx: Writer) => Posted | Failure) => Promise<Posted | Failure>,
): Promise<Posted | Failure> => {
  const { read } = deps.store
  const registry = read.first(sql.selectFrom('registry').selectAll().where('id', '=', registryId))
  if (registry === undefined) return fail('not-found', { what: 'registry', id: registryId })
  if (registry.status === 'posted') return fail('registry.posted')
  if (registry.status !== 'matched') return fail('conflict.changed')
  const posting: Posting = {
    registry,
    day: dayOf(call.now, deps.offices.get(read).timeZone),
    at: call.now,
  }
  const sum: Posted = { posted: 0, total_kop: 0, newAccounts: 0 }
  const total = registry.matched + registry.new_accounts
  let done = 0
  const disk = oneAhead()
  for (let rows = waiting(read, registryId); rows.length > 0; rows = waiting(read, registryId)) {
    const slice = rows
    await disk.follow(deps.store.write((tx) => postSlice(tx, registry, slice, posting, sum)))
    done += slice.length
    deps.emit({ type: 'progress', job: `registry:${registryId}`, done: Math.min(done, total), total })
    await breathe(deps)
  }
  await disk.caughtUp()
  const closing = await lookBack(registryId, deps)
  return finish((tx) => {
    const now = tx.first(sql.selectFrom('registry').select('status').where('id', '=', registryId))
    if (now?.status !== 'matched') return fail('registry.posted')
    tx.run(
      sql
        .updateTable('registry')
        .set({ status: 'posted', posted_at: call.now, ...closing.counts })
        .where('id', '=', registryId),
    )
    closePosting(tx, registryId, closing)
    Object.assign(sum, { posted: closing.posted, total_kop: closing.counts.total_kop })
    deps.log.append(tx, {
      at: call.now,
      operatorId: call.operator?.id ?? null,
      action: 'registry.post',
      subject: 'registry',
      subjectId: registryId,
      details: { rows: sum.posted, total_kop: sum.total_kop },
    })
    return sum
  })
}
