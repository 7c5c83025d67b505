import { prepared } from '../ports/prepared.ts'
import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'

/** An account with what everybody asks of it: whose, for what, at whom, and what is owed. */
export interface AccountFacts {
  readonly id: number
  readonly number: string
  readonly clientId: number
  readonly clientName: string
  readonly clientAddress: string
  readonly holder: string
  readonly address: string
  readonly serviceId: number
  readonly service: string
  readonly serviceName: string
  readonly billing: 'billed' | 'prepaid'
  readonly unit: string | null
  readonly providerId: number
  readonly provider: string
  readonly providerPhone: string | null
  readonly providerInn: string | null
  readonly priority: number
  readonly debt_kop: number
  readonly advance_kop: number
  readonly debtDay: string | null
}

const query = sql
  .selectFrom('account')
  .innerJoin('service', 'service.id', 'account.service_id')
  .innerJoin('provider', 'provider.id', 'service.provider_id')
  .innerJoin('client', 'client.id', 'account.client_id')
  .select([
    'account.id as id',
    'account.number as number',
    'account.client_id as clientId',
    'client.name as clientName',
    'client.address as clientAddress',
    'account.holder as holder',
    'account.address as address',
    'account.service_id as serviceId',
    'service.short_name as service',
    'service.name as serviceName',
    'service.billing as billing',
    'service.unit as unit',
    'service.provider_id as providerId',
    'provider.name as provider',
    'provider.phone as providerPhone',
    'provider.inn as providerInn',
    'provider.priority as priority',
    'account.debt_kop as debt_kop',
    'account.advance_kop as advance_kop',
    'account.debt_day as debtDay',
  ])

const byId = prepared((given: { accountId: number }) => query.where('account.id', '=', given.accountId))

export const accountFacts = (read: Reader, accountId: number): AccountFacts | undefined =>
  read.first(byId({ accountId }))

export const accountsOfClient = (read: Reader, clientId: number): AccountFacts[] =>
  read.all(query.where('account.client_id', '=', clientId).orderBy('provider.priority').orderBy('account.id'))

/** The accounts that a phone may ask about, by its number. */
export const accountsOfPhone = (read: Reader, e164: string): AccountFacts[] =>
  read.all(
    query
      .innerJoin('link', 'link.account_id', 'account.id')
      .innerJoin('phone', 'phone.id', 'link.phone_id')
      .where('phone.e164', '=', e164)
      .orderBy('provider.priority')
      .orderBy('account.id')
      .limit(50),
  )
