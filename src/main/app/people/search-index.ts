import { foldKey } from '../../../shared/fold.ts'
import { readSearch, type SearchReading, searchWords } from '../../domain/account-search.ts'
import { statement } from '../ports/bulk.ts'
import { sql } from '../ports/sql.ts'
import type { Reader, Writer } from '../ports/store.ts'

type KeyKind = 'word' | 'account' | 'account-end' | 'phone-end'

const reversed = (text: string): string => [...text].reverse().join('')
const digitsOf = (text: string): string => text.replace(/\D/g, '')

/** A way to find a card; `accountId` is 0 where the key is the client's own. */
export interface SearchKey {
  readonly kind: KeyKind
  readonly key: string
  readonly clientId: number
  readonly accountId: number
}

const keyLength_max = 60

const known = (keys: readonly SearchKey[]): SearchKey[] =>
  keys.filter(({ key }) => key !== '').map((each) => ({ ...each, key: each.key.slice(0, keyLength_max) }))

/** The words by which a client is found: of the name and of the address. */
export const clientKeys = (clientId: number, name: string, address: string): SearchKey[] => {
  const words = new Set([...searchWords(name), ...searchWords(address)])
  return known([...words].map((key) => ({ kind: 'word', key, clientId, accountId: 0 })))
}

/** An account is found by the beginning of its number, and by its last four or more digits. */
export const accountKeys = (clientId: number, accountId: number, number: string): SearchKey[] =>
  known([
    { kind: 'account', key: foldKey(number).replaceAll(' ', ''), clientId, accountId },
    { kind: 'account-end', key: reversed(digitsOf(number)), clientId, accountId },
  ])

export const phoneKeys = (clientId: number, e164: string): SearchKey[] =>
  known([{ kind: 'phone-end', key: reversed(digitsOf(e164)), clientId, accountId: 0 }])

/** One statement for all keys of a card, with its text made by hand: files bring people by the hundred thousand. */
const addKeys = (tx: Writer, keys: readonly SearchKey[]): void => {
  if (keys.length === 0) return
  const rows = keys.map(() => '(?, ?, ?, ?)').join(', ')
  const insert = statement(
    `insert into "search_key" ("kind", "key", "client_id", "account_id") values ${rows} on conflict do nothing`,
  )
  const values = keys.flatMap(({ kind, key, clientId, accountId }) => [kind, key, clientId, accountId])
  tx.run(insert(values))
}

const forgetWords = statement('delete from "search_key" where "client_id" = ? and "kind" = \'word\'')

/** Lets a client be found by its present name and address, and no more by the ones before. */
export const indexClient = (tx: Writer, clientId: number, name: string, address: string): void => {
  tx.run(forgetWords([clientId]))
  addKeys(tx, clientKeys(clientId, name, address))
}

export const indexAccount = (tx: Writer, clientId: number, accountId: number, number: string): void =>
  addKeys(tx, accountKeys(clientId, accountId, number))

export const indexPhone = (tx: Writer, clientId: number, e164: string): void =>
  addKeys(tx, phoneKeys(clientId, e164))

export const unindexPhone = (tx: Writer, clientId: number, e164: string): void =>
  tx.run(
    sql
      .deleteFrom('search_key')
      .where('kind', '=', 'phone-end')
      .where('client_id', '=', clientId)
      .where('key', '=', reversed(digitsOf(e164))),
  )

export interface Found {
  readonly clientId: number
  /** 0 when the client itself was found, not one of its accounts. */
  readonly accountId: number
}

const after = (prefix: string): string => `${prefix}\u{10FFFF}`

const byPrefix = (read: Reader, kind: KeyKind, prefix: string, limit: number): Found[] =>
  read.all(
    sql
      .selectFrom('search_key')
      .select(['client_id as clientId', 'account_id as accountId'])
      .where('kind', '=', kind)
      .where('key', '>=', prefix)
      .where('key', '<', after(prefix))
      .orderBy('key')
      .limit(limit),
  )

const byWords = (read: Reader, words: readonly string[], limit: number): Found[] => {
  const [longest, ...others] = [...words].sort((left, right) => right.length - left.length)
  if (longest === undefined) return []
  let query = sql
    .selectFrom('search_key as first')
    .select(['first.client_id as clientId'])
    .distinct()
    .where('first.kind', '=', 'word')
    .where('first.key', '>=', longest)
    .where('first.key', '<', after(longest))
  for (const word of others)
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('search_key as other')
          .select('other.key')
          .whereRef('other.client_id', '=', 'first.client_id')
          .where('other.kind', '=', 'word')
          .where('other.key', '>=', word)
          .where('other.key', '<', after(word)),
      ),
    )
  return read.all(query.limit(limit)).map((row) => ({ clientId: row.clientId, accountId: 0 }))
}

const byReading = (read: Reader, reading: SearchReading, limit: number): Found[] => {
  switch (reading.kind) {
    case 'account': {
      const prefix = foldKey(reading.prefix).replaceAll(' ', '')
      const found = byPrefix(read, 'account', prefix, limit)
      if (reading.tail !== null) found.push(...byPrefix(read, 'account-end', reversed(reading.tail), limit))
      return found
    }
    case 'phone':
      return byPrefix(read, 'phone-end', reversed(reading.tail), limit)
    case 'name':
      return byWords(read, reading.prefixes, limit)
    case 'address': {
      const numbers = [reading.house, reading.flat].filter((number) => number !== null)
      return byWords(read, [...reading.prefixes, ...numbers], limit)
    }
  }
}

/** Finds what a text may mean, in all its readings. At most `limit` hits, the likeliest first. */
export const search = (read: Reader, text: string, limit: number): Found[] => {
  const seen = new Map<string, Found>()
  for (const reading of readSearch(text)) {
    for (const found of byReading(read, reading, limit)) {
      const key = `${found.clientId}:${found.accountId}`
      if (!seen.has(key)) seen.set(key, found)
    }
    if (seen.size >= limit) break
  }
  return [...seen.values()].slice(0, limit)
}
