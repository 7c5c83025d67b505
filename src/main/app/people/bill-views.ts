import type { z } from 'zod'
import type { BillView } from '../../../shared/contract/clients.ts'
import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'

export type Bill = z.output<typeof BillView>

/** Bills with whose and what they are; add conditions and an order, then read through `billView`. */
export const billQuery = sql
  .selectFrom('bill')
  .innerJoin('account', 'account.id', 'bill.account_id')
  .innerJoin('client', 'client.id', 'account.client_id')
  .innerJoin('service', 'service.id', 'account.service_id')
  .innerJoin('provider', 'provider.id', 'service.provider_id')
  .select([
    'bill.id as id',
    'bill.account_id as accountId',
    'account.client_id as clientId',
    'client.name as client',
    'provider.name as provider',
    'service.short_name as service',
    'account.number as number',
    'bill.period as period',
    'bill.amount_kop as amount_kop',
    'bill.paid_kop as paid_kop',
    'bill.left_kop as left_kop',
    'bill.issued_day as issuedDay',
    'bill.due_day as dueDay',
    'bill.silenced as silenced',
  ])

export const billView = (row: Omit<Bill, 'silenced'> & { silenced: number }): Bill => ({
  ...row,
  silenced: row.silenced === 1,
})

export const billsOfClient = (read: Reader, clientId: number, limit: number): Bill[] =>
  read
    .all(
      billQuery
        .where('account.client_id', '=', clientId)
        .orderBy('bill.due_day', 'desc')
        .orderBy('bill.id', 'desc')
        .limit(limit),
    )
    .map(billView)
