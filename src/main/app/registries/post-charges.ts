import type { Day } from '../../../shared/days.ts'
import { refreshAccount, spendAdvance } from '../money/ledger.ts'
import { addAccount, addClient, numberKey } from '../people/write-people.ts'
import { insertionOfMany, statement } from '../ports/bulk.ts'
import type { Instant } from '../ports/clock.ts'
import { sql } from '../ports/sql.ts'
import type { Writer } from '../ports/store.ts'
import type { BillRow, EntryRow, RegistryRow, RegistryRowRow } from '../ports/tables/money-rows.ts'

export interface Posting {
  readonly registry: RegistryRow
  readonly day: Day
  readonly at: Instant
}

const insertBills = insertionOfMany('bill', [
  'id',
  'account_id',
  'registry_id',
  'kind',
  'period',
  'amount_kop',
  'paid_kop',
  'adjusted_kop',
  'left_kop',
  'issued_day',
  'due_day',
  'row_key',
  'silenced',
  'created_at',
])

const insertEntries = insertionOfMany('entry', [
  'id',
  'account_id',
  'kind',
  'amount_kop',
  'bill_id',
  'payment_id',
  'day',
  'at',
])

const owe = statement('update "account" set "debt_kop" = "debt_kop" + ?, "debt_day" = ? where "id" = ?')

/** The account of a row; a new one gets its client from the row, by name and address. */
export const accountOfRow = (tx: Writer, row: RegistryRowRow, posting: Posting): number => {
  if (row.account_id !== null) return row.account_id
  // Another row of the same file, or a person, may have made the account since the preview.
  const made = tx.first(
    sql
      .selectFrom('account')
      .select('id')
      .where('service_id', '=', posting.registry.service_id)
      .where('number_key', '=', numberKey(row.account_number)),
  )
  if (made !== undefined) return made.id
  const name = row.name === '' ? `Лицевой счёт ${row.account_number}` : row.name
  const clientId = addClient(tx, { name, address: row.address, note: '', at: posting.at })
  return addAccount(tx, {
    serviceId: posting.registry.service_id,
    clientId,
    number: row.account_number,
    holder: row.name,
    address: row.address,
    at: posting.at,
  })
}

export const billOfRow = (id: number, accountId: number, row: RegistryRowRow, posting: Posting): BillRow => ({
  id,
  account_id: accountId,
  registry_id: posting.registry.id,
  kind: posting.registry.kind,
  period: row.period,
  // A balance below zero is money that the provider holds: nothing is owed, and nothing is ours to give.
  amount_kop: Math.max(0, row.amount_kop ?? 0),
  paid_kop: 0,
  adjusted_kop: 0,
  left_kop: Math.max(0, row.amount_kop ?? 0),
  issued_day: posting.day,
  due_day: row.due_day ?? posting.day,
  row_key: row.row_key,
  silenced: 0,
  created_at: posting.at,
})

/** Posts charges: each a bill of its own on top of what is owed; an advance covers it at once. */
export const postCharges = (tx: Writer, rows: readonly RegistryRowRow[], posting: Posting): void => {
  const bills: BillRow[] = []
  const entries: EntryRow[] = []
  for (const row of rows) {
    const accountId = accountOfRow(tx, row, posting)
    const bill = billOfRow(tx.nextId('bill'), accountId, row, posting)
    bills.push(bill)
    entries.push({
      id: tx.nextId('entry'),
      account_id: accountId,
      kind: 'charge',
      amount_kop: bill.amount_kop,
      bill_id: bill.id,
      payment_id: null,
      day: posting.day,
      at: posting.at,
    })
  }
  for (const insert of insertBills(bills)) tx.run(insert)
  for (const insert of insertEntries(entries)) tx.run(insert)
  for (const bill of bills) tx.run(owe([bill.left_kop, posting.day, bill.account_id]))
  const ids = bills.map((bill) => bill.account_id)
  const ahead = tx.all(
    sql.selectFrom('account').select('id').where('id', 'in', ids).where('advance_kop', '>', 0),
  )
  for (const { id } of ahead) {
    spendAdvance(tx, id, posting)
    refreshAccount(tx, id)
  }
}
