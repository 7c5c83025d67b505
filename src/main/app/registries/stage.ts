import { addDays, type Day, dayFrom, firstDayOfMonth } from '../../../shared/days.ts'
import { numberKey } from '../people/write-people.ts'
import { insertionOfMany } from '../ports/bulk.ts'
import type { ReadRow, RegistrySlice } from '../ports/documents.ts'
import { sql } from '../ports/sql.ts'
import type { Reader, Writer } from '../ports/store.ts'
import type { RegistryRowRow } from '../ports/tables/money-rows.ts'

export interface StagedCounts {
  rows: number
  matched: number
  newAccounts: number
  duplicates: number
  rejected: number
  total_kop: number
}

export const noCounts = (): StagedCounts => ({
  rows: 0,
  matched: 0,
  newAccounts: 0,
  duplicates: 0,
  rejected: 0,
  total_kop: 0,
})

const insertStaged = insertionOfMany('registry_row', [
  'id',
  'registry_id',
  'row',
  'state',
  'account_number',
  'name',
  'address',
  'period',
  'amount_kop',
  'due_day',
  'account_id',
  'row_key',
  'code',
  'raw',
])

const usualDueDate = 15

/** The 15th of the month after the period (ЖК РФ, ст. 155 ч. 1, since 2026-03-01) where the file names no day. */
const usualDue = (period: string, today: Day): Day => {
  const [year = '', month = ''] = period.split('-')
  const first = dayFrom(Number(year), Number(month), 1) ?? firstDayOfMonth(today)
  const next = firstDayOfMonth(addDays(first, 32))
  return addDays(next, usualDueDate - 1)
}

const idsByKey = (read: Reader, serviceId: number, keys: readonly string[]): Map<string, number> =>
  new Map(
    read
      .all(
        sql
          .selectFrom('account')
          .select(['id', 'number_key'])
          .where('service_id', '=', serviceId)
          .where('number_key', 'in', keys),
      )
      .map((row) => [row.number_key, row.id]),
  )

const postedAmounts = (read: Reader, keys: readonly string[]): Map<string, number> =>
  new Map(
    read
      .all(sql.selectFrom('bill').select(['row_key', 'amount_kop']).where('row_key', 'in', keys))
      .map((row) => [row.row_key, row.amount_kop]),
  )

/** The key under which a charge is posted once, whatever file brings it. */
export const billKey = (serviceId: number, row: Pick<ReadRow, 'key'>): string => `${serviceId}/${row.key}`

interface StageAt {
  readonly registryId: number
  readonly serviceId: number
  readonly today: Day
}

const stageRead = (
  tx: Writer,
  rows: readonly ReadRow[],
  at: StageAt,
  counts: StagedCounts,
): RegistryRowRow[] => {
  if (rows.length === 0) return []
  const keys = rows.map((row) => numberKey(row.account))
  const accounts = idsByKey(tx, at.serviceId, keys)
  const posted = postedAmounts(
    tx,
    rows.map((row) => billKey(at.serviceId, row)),
  )
  return rows.map((row, index) => {
    const row_key = billKey(at.serviceId, row)
    const accountId = accounts.get(keys[index] ?? '') ?? null
    const before = posted.get(row_key)
    const state = before !== undefined ? 'duplicate' : accountId === null ? 'new' : 'matched'
    if (state === 'duplicate') counts.duplicates += 1
    else {
      counts.total_kop += row.amount_kop
      if (state === 'matched') counts.matched += 1
      else counts.newAccounts += 1
    }
    return {
      id: tx.nextId('registry_row'),
      registry_id: at.registryId,
      row: row.row,
      state,
      account_number: row.account,
      name: row.name,
      address: row.address,
      period: row.period,
      amount_kop: row.amount_kop,
      due_day: row.due ?? usualDue(row.period, at.today),
      account_id: accountId,
      row_key,
      code: before !== undefined && before !== Math.max(0, row.amount_kop) ? 'other-sum' : null,
      raw: '',
    }
  })
}

/** Keeps a slice of a file's rows, each with what it would do when posted. */
export const stageSlice = (tx: Writer, slice: RegistrySlice, at: StageAt, counts: StagedCounts): void => {
  const rows = stageRead(tx, slice.rows, at, counts)
  for (const rejected of slice.rejected)
    rows.push({
      id: tx.nextId('registry_row'),
      registry_id: at.registryId,
      row: rejected.row,
      state: 'rejected',
      account_number: '',
      name: '',
      address: '',
      period: '',
      amount_kop: null,
      due_day: null,
      account_id: null,
      row_key: '',
      code: rejected.code,
      raw: rejected.raw,
    })
  counts.rows += rows.length
  counts.rejected += slice.rejected.length
  for (const insert of insertStaged(rows)) tx.run(insert)
}
