import type { z } from 'zod'
import type { SearchHit } from '../../../shared/contract/desk.ts'
import { search } from '../people/search-index.ts'
import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'
import { accountFacts } from './account-facts.ts'

const hitsMax = 20

type Hit = z.output<typeof SearchHit>

const clientHit = (read: Reader, clientId: number): Hit | null => {
  const client = read.first(
    sql.selectFrom('client').select(['id', 'name', 'address']).where('id', '=', clientId),
  )
  if (client === undefined) return null
  const debt = read.first(
    sql
      .selectFrom('account')
      .select(({ fn }) => fn.sum<number | null>('debt_kop').as('sum'))
      .where('client_id', '=', clientId),
  )
  const phone = read.first(
    sql.selectFrom('phone').select('e164').where('client_id', '=', clientId).orderBy('id').limit(1),
  )
  return {
    clientId: client.id,
    accountId: null,
    name: client.name,
    address: client.address,
    service: null,
    number: null,
    debt_kop: debt?.sum ?? 0,
    phone: phone?.e164 ?? null,
  }
}

/** Finds clients and accounts for the desk: by account number, phone, name and address. */
export const deskSearch = (read: Reader, text: string): { hits: Hit[]; more: boolean } => {
  const found = search(read, text, hitsMax + 1)
  const hits: Hit[] = []
  for (const { clientId, accountId } of found.slice(0, hitsMax)) {
    const hit = clientHit(read, clientId)
    if (hit === null) continue
    const account = accountId === 0 ? undefined : accountFacts(read, accountId)
    hits.push(
      account === undefined
        ? hit
        : { ...hit, accountId, service: account.service, number: account.number, debt_kop: account.debt_kop },
    )
  }
  return { hits, more: found.length > hitsMax }
}
