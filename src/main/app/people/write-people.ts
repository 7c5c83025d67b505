import { foldKey } from '../../../shared/fold.ts'
import type { Instant } from '../ports/clock.ts'
import { sql } from '../ports/sql.ts'
import type { Writer } from '../ports/store.ts'
import { indexAccount, indexClient, indexPhone } from './search-index.ts'

export interface NewClient {
  readonly name: string
  readonly address: string
  readonly note: string
  readonly at: Instant
}

export const addClient = (tx: Writer, client: NewClient): number => {
  const id = tx.nextId('client')
  tx.run(
    sql.insertInto('client').values({
      id,
      name: client.name,
      name_key: foldKey(client.name),
      address: client.address,
      address_key: foldKey(client.address),
      note: client.note,
      created_at: client.at,
    }),
  )
  indexClient(tx, id, client.name, client.address)
  return id
}

export interface NewAccount {
  readonly serviceId: number
  readonly clientId: number
  readonly number: string
  readonly holder: string
  readonly address: string
  readonly at: Instant
}

/** The form in which account numbers are compared: folded, with no spaces. */
export const numberKey = (number: string): string => foldKey(number).replaceAll(' ', '')

export const addAccount = (tx: Writer, account: NewAccount): number => {
  const id = tx.nextId('account')
  tx.run(
    sql.insertInto('account').values({
      id,
      service_id: account.serviceId,
      number: account.number,
      number_key: numberKey(account.number),
      client_id: account.clientId,
      holder: account.holder,
      address: account.address,
      debt_kop: 0,
      advance_kop: 0,
      debt_day: null,
      created_at: account.at,
    }),
  )
  indexAccount(tx, account.clientId, id, account.number)
  return id
}

export const addPhone = (
  tx: Writer,
  phone: {
    readonly clientId: number
    readonly e164: string
    readonly kind: 'mobile' | 'landline'
    readonly at: Instant
  },
): number => {
  const id = tx.nextId('phone')
  const stops = tx.all(
    sql.selectFrom('stop').select('scope').where('e164', '=', phone.e164).where('lifted_at', 'is', null),
  )
  tx.run(
    sql.insertInto('phone').values({
      id,
      e164: phone.e164,
      kind: phone.kind,
      client_id: phone.clientId,
      language: 'ru',
      // A refusal belongs to the number: it holds for whoever's card the number is written on next.
      no_reminders: stops.some((stop) => stop.scope === 'reminders') ? 1 : 0,
      no_ads: stops.some((stop) => stop.scope === 'ads') ? 1 : 0,
      created_at: phone.at,
    }),
  )
  indexPhone(tx, phone.clientId, phone.e164)
  return id
}

export const linkPhone = (
  tx: Writer,
  link: {
    readonly accountId: number
    readonly phoneId: number
    readonly proof: 'desk' | 'contract' | 'code'
    readonly at: Instant
  },
): void => {
  const twin = tx.first(
    sql
      .selectFrom('link')
      .select('id')
      .where('account_id', '=', link.accountId)
      .where('phone_id', '=', link.phoneId),
  )
  if (twin !== undefined) return
  tx.run(
    sql.insertInto('link').values({
      id: tx.nextId('link'),
      account_id: link.accountId,
      phone_id: link.phoneId,
      proof: link.proof,
      proven_at: link.at,
      used_at: link.at,
    }),
  )
}
