import { z } from 'zod'
import type { ClientRow } from '../../../shared/contract/clients.ts'
import { pageOf, pageSize, readCursor } from '../calls/cursor.ts'
import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'
import { search } from './search-index.ts'

type Client = z.output<typeof ClientRow>

const Position = z.tuple([z.string(), z.int()])
const foundMax = 200

const columns = sql.selectFrom('client').select(({ selectFrom }) => [
  'client.id as id',
  'client.name as name',
  'client.address as address',
  'client.name_key as key',
  selectFrom('phone')
    .select('phone.e164')
    .whereRef('phone.client_id', '=', 'client.id')
    .orderBy('phone.id')
    .limit(1)
    .as('phone'),
  selectFrom('account')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .whereRef('account.client_id', '=', 'client.id')
    .as('accounts'),
  selectFrom('account')
    .select(({ fn }) => fn.sum<number | null>('account.debt_kop').as('debt'))
    .whereRef('account.client_id', '=', 'client.id')
    .as('debt_kop'),
])

type Row = Omit<Client, 'debt_kop' | 'accounts'> & {
  key: string
  debt_kop: number | null
  accounts: number | null
}

const view = ({ key: _key, ...row }: Row): Client => ({
  ...row,
  accounts: row.accounts ?? 0,
  debt_kop: row.debt_kop ?? 0,
})

/** Clients by name, a page at a time; with a text, those it finds (one page, the likeliest). */
export const clientPage = (
  read: Reader,
  text: string,
  cursor: string | null,
): { items: Client[]; next: string | null } => {
  if (text.trim() !== '') {
    const ids = [...new Set(search(read, text, foundMax).map((found) => found.clientId))].slice(0, pageSize)
    if (ids.length === 0) return { items: [], next: null }
    const rows = new Map(read.all(columns.where('client.id', 'in', ids)).map((row) => [row.id, view(row)]))
    return { items: ids.flatMap((id) => rows.get(id) ?? []), next: null }
  }
  const after = readCursor(cursor, Position)
  let query = columns
    .orderBy('client.name_key')
    .orderBy('client.id')
    .limit(pageSize + 1)
  if (after !== null) {
    const [key, id] = after
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('client.name_key', 'client.id'), '>', tuple(key, id)),
    )
  }
  const { items, next } = pageOf(read.all(query), (row) => [row.key, row.id])
  return { items: items.map(view), next }
}
