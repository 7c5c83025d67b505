import { createHash } from 'node:crypto'
import { CompiledQuery } from 'kysely'
import type { Reader } from '../../app/ports/store.ts'

/** What a table holds: how many rows, and a SHA-256 over them in the order of their keys. */
export interface TableHash {
  readonly rows: number
  readonly hash: string
}

type Row = Record<string, unknown>

const page = 2000

/** Reads every row of every table, a page at a time. `pause` is called between two pages. */
export function* tableHashes(read: Reader): Generator<null, Map<string, TableHash>> {
  const tables = rowsOf(
    read,
    "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
  )
  const hashes = new Map<string, TableHash>()
  for (const { name, sql } of tables) {
    const table = String(name)
    const keys = /WITHOUT\s+ROWID/i.test(String(sql)) ? primaryKey(read, table) : null
    hashes.set(table, yield* hashTable(read, table, keys))
  }
  return hashes
}

function* hashTable(read: Reader, table: string, keys: readonly string[] | null): Generator<null, TableHash> {
  const digest = createHash('sha256')
  const order = keys?.map((key) => `"${key}"`).join(', ') ?? 'rowid'
  const columns = keys === null ? 'rowid AS "rowid of it", *' : '*'
  const marks = keys?.map(() => '?').join(', ') ?? '?'
  let rows = 0
  let last: unknown[] | null = null
  do {
    const from = last === null ? '' : `WHERE (${order}) > (${marks})`
    const query = `SELECT ${columns} FROM "${table}" ${from} ORDER BY ${order} LIMIT ${page}`
    const found = rowsOf(read, query, last ?? [])
    for (const row of found) digest.update(lineOf(row))
    rows += found.length
    const end = found.length < page ? undefined : found.at(-1)
    last = end === undefined ? null : (keys ?? ['rowid of it']).map((key) => end[key])
    yield null
  } while (last !== null)
  return { rows, hash: digest.digest('hex') }
}

function primaryKey(read: Reader, table: string): string[] {
  return rowsOf(read, 'SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk', [table]).map(
    ({ name }) => String(name),
  )
}

/** Octets in hex: JSON would make an object of them. */
function lineOf(row: Row): string {
  const values = Object.values(row).map((value) =>
    value instanceof Uint8Array ? { octets: Buffer.from(value).toString('hex') } : value,
  )
  return `${JSON.stringify(values)}\n`
}

function rowsOf(read: Reader, sql: string, parameters: readonly unknown[] = []): Row[] {
  return read.all<Row>({ compile: () => CompiledQuery.raw(sql, [...parameters]) })
}

/** Names of the tables that are not the same in both. */
export function differingTables(
  one: ReadonlyMap<string, TableHash>,
  other: ReadonlyMap<string, TableHash>,
): string[] {
  return [...new Set([...one.keys(), ...other.keys()])].filter((table) => {
    const [left, right] = [one.get(table), other.get(table)]
    return left?.rows !== right?.rows || left?.hash !== right?.hash
  })
}
