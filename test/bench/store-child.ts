import { existsSync, readFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { DatabaseSync } from 'node:sqlite'
import { type Compilable, CompiledQuery } from 'kysely'
import type { Reader } from '../../src/main/app/ports/store.ts'
import { type OpenedStore, openBenchStore } from './bench-store.ts'
import { percentile, timed } from './measure.ts'
import { pay } from './payment-load.ts'
import { openSqlitePeer } from './sqlite-peer.ts'

// One store in a process of its own, so that its memory is told apart: `own FOLDER ACCOUNTS`, `peer FILE ACCOUNTS`,
// `copy FOLDER FILE` to make the peer's file out of an office. Answers with one line of JSON.

const payments = 400

export interface StoreReport {
  readonly open_ms: number
  readonly openCpu_ms: number
  readonly database_mb: number
  readonly memory_mb: number | null
  readonly openingPeak_mb: number | null
  readonly median_ms: number
  readonly p99_ms: number
  /** While a snapshot was rebuilt beside; null for the peer, which rebuilds nothing. */
  readonly rebuild: {
    readonly time_ms: number
    readonly longest_ms: number
    readonly p99_ms: number
    readonly peak_mb: number | null
  } | null
}

const query = <Row>(text: string): Compilable<Row> => ({ compile: () => CompiledQuery.raw(text) as never })

const memory_mb = (field: 'VmRSS' | 'VmHWM'): number | null => {
  const file = `/proc/${process.pid}/status`
  if (!existsSync(file)) return null
  const kib = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(file, 'utf8'))?.[1]
  return kib === undefined ? null : (Number(kib) * 1024) / 1e6
}

const size_mb = (read: Reader): number =>
  (read.first(
    query<{ size: number }>('SELECT page_count * page_size AS size FROM pragma_page_count, pragma_page_size'),
  )?.size ?? 0) / 1e6

const openingOf = async <Opened>(open: () => Opened | Promise<Opened>) => {
  const before = process.cpuUsage()
  const start = performance.now()
  const opened = await open()
  const open_ms = performance.now() - start
  const { user, system } = process.cpuUsage(before)
  const memory = { memory_mb: memory_mb('VmRSS'), openingPeak_mb: memory_mb('VmHWM') }
  return { opened, open_ms, openCpu_ms: (user + system) / 1000, ...memory }
}

/** Pays while a snapshot is made; the longest that nothing else could run is the core's own stall. */
const payBeside = async ({ store, maintenance }: OpenedStore, accounts: number) => {
  const delays = monitorEventLoopDelay({ resolution: 1 })
  const waits_ms: number[] = []
  let busy = true
  delays.enable()
  const start = performance.now()
  const made = maintenance.snapshot().finally(() => {
    busy = false
  })
  for (let number = 0; busy; number += 1) {
    waits_ms.push(await timed(() => store.write((tx) => pay(tx, 1 + (number % accounts)))))
    // A desk does not pay without a pause: one does every few milliseconds.
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
  await made
  delays.disable()
  return {
    time_ms: performance.now() - start,
    longest_ms: delays.max / 1e6,
    p99_ms: percentile(waits_ms, 0.99),
    peak_mb: memory_mb('VmHWM'),
  }
}

const own = async (folder: string, accounts: number): Promise<StoreReport> => {
  const { opened, ...opening } = await openingOf(() => openBenchStore(folder))
  const { store } = opened
  const waits_ms: number[] = []
  for (let number = 0; number < payments; number += 1)
    waits_ms.push(await timed(() => store.write((tx) => pay(tx, 1 + ((number * 7919) % accounts)))))
  const database_mb = size_mb(store.read)
  const rebuild = await payBeside(opened, accounts)
  await store.close()
  const times = { median_ms: percentile(waits_ms, 0.5), p99_ms: percentile(waits_ms, 0.99) }
  return { ...opening, ...times, database_mb, rebuild }
}

const peer = async (file: string, accounts: number): Promise<StoreReport> => {
  const { opened, ...opening } = await openingOf(() => {
    const db = openSqlitePeer(file, '')
    db.read.all(query('SELECT count(*) AS n FROM shift'))
    return db
  })
  const waits_ms: number[] = []
  for (let number = 0; number < payments; number += 1)
    waits_ms.push(await timed(() => opened.write((tx) => pay(tx, 1 + ((number * 7919) % accounts)))))
  const database_mb = size_mb(opened.read)
  opened.close()
  const times = { median_ms: percentile(waits_ms, 0.5), p99_ms: percentile(waits_ms, 0.99) }
  return { ...opening, ...times, database_mb, rebuild: null }
}

/** Every row of an office into a database file that node:sqlite opens. */
const copy = async (folder: string, file: string): Promise<void> => {
  const { store } = await openBenchStore(folder)
  const db = new DatabaseSync(file)
  const objects = store.read.all(
    query<{ type: string; name: string; sql: string }>(
      "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type = 'table' DESC, name",
    ),
  )
  for (const { sql } of objects) db.exec(sql)
  for (const { name } of objects.filter(({ type }) => type === 'table')) {
    const rows = store.read.all(query<Record<string, string | number | null>>(`SELECT * FROM "${name}"`))
    const columns = Object.keys(rows[0] ?? {})
    if (columns.length === 0) continue
    const names = columns.map((column) => `"${column}"`).join(', ')
    const places = columns.map(() => '?').join(', ')
    const insert = db.prepare(`INSERT INTO "${name}" (${names}) VALUES (${places})`)
    db.exec('BEGIN')
    for (const row of rows) insert.run(...columns.map((column) => row[column] ?? null))
    db.exec('COMMIT')
  }
  db.close()
  await store.close()
}

const [mode = '', place = '', more = ''] = process.argv.slice(2)
if (mode === 'copy') await copy(place, more)
else process.stdout.write(`${JSON.stringify(await (mode === 'own' ? own : peer)(place, Number(more)))}\n`)
