import { foldKey } from '../../../shared/fold.ts'
import { accountKeys, clientKeys, phoneKeys } from '../people/search-index.ts'
import { numberKey } from '../people/write-people.ts'
import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'
import type { AccountRow, ClientRow, PhoneRow, SearchKeyRow } from '../ports/tables/trade-rows.ts'
import type { Notes } from './notes.ts'
import { type IdRange, idRanges, type Pass } from './pass.ts'

const clientsAtOnce = 60

interface Card {
  readonly client: ClientRow
  readonly accounts: readonly AccountRow[]
  readonly phones: readonly PhoneRow[]
  readonly keys: readonly SearchKeyRow[]
}

const readCards = (read: Reader, { after, upTo }: IdRange): Card[] => {
  const clients = read.all(
    sql.selectFrom('client').selectAll().where('id', '>', after).where('id', '<=', upTo),
  )
  const accounts = read.all(
    sql.selectFrom('account').selectAll().where('client_id', '>', after).where('client_id', '<=', upTo),
  )
  const phones = read.all(
    sql.selectFrom('phone').selectAll().where('client_id', '>', after).where('client_id', '<=', upTo),
  )
  const keys = read.all(
    sql.selectFrom('search_key').selectAll().where('client_id', '>', after).where('client_id', '<=', upTo),
  )
  const accountsOf = Map.groupBy(accounts, (row) => row.client_id)
  const phonesOf = Map.groupBy(phones, (row) => row.client_id)
  const keysOf = Map.groupBy(keys, (row) => row.client_id)
  return clients.map((client) => ({
    client,
    accounts: accountsOf.get(client.id) ?? [],
    phones: phonesOf.get(client.id) ?? [],
    keys: keysOf.get(client.id) ?? [],
  }))
}

const textOf = (kind: string, key: string, accountId: number): string => `${kind} ${key} ${accountId}`

/** How the search finds the card, against how it must. The keys themselves stay out: they are a person's name. */
const checkKeys = ({ client, accounts, phones, keys }: Card, notes: Notes): void => {
  const wanted = new Set(
    [
      ...clientKeys(client.id, client.name, client.address),
      ...accounts.flatMap((account) => accountKeys(client.id, account.id, account.number)),
      ...phones.flatMap((phone) => phoneKeys(client.id, phone.e164)),
    ].map(({ kind, key, accountId }) => textOf(kind, key, accountId)),
  )
  const stored = new Set(keys.map((row) => textOf(row.kind, row.key, row.account_id)))
  const missing = [...wanted].filter((key) => !stored.has(key)).length
  const strange = [...stored].filter((key) => !wanted.has(key)).length
  if (missing + strange > 0)
    notes.wrong('search.key', 'client', client.id, wanted.size, `-${missing} +${strange}`)
}

const checkFolds = ({ client, accounts }: Card, notes: Notes): void => {
  const folded = client.name_key === foldKey(client.name) && client.address_key === foldKey(client.address)
  if (!folded) notes.wrong('fold.key', 'client', client.id, 'name, address', 'other')
  for (const { id, number, number_key } of accounts)
    notes.same('fold.key', 'account', id, numberKey(number), number_key)
}

/** Whether every card can be found by what is written on it. */
export const searchPass: Pass = {
  tables: ['client'],
  *run({ read, notes }) {
    for (const range of idRanges(read, 'client', clientsAtOnce)) {
      const cards = readCards(read, range)
      for (const card of cards) {
        checkKeys(card, notes)
        checkFolds(card, notes)
      }
      notes.looked('search.key', cards.length)
      notes.looked('fold.key', cards.length)
      yield range.upTo - range.after
    }
  },
}
