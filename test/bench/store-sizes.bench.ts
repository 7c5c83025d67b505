import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { BareAppend } from './bare-append.ts'
import { makeOffice } from './big-office.ts'
import { againstPeer, atMost, type BenchRow, told } from './row.ts'
import type { StoreReport } from './store-child.ts'

/** Accounts that give about so many megabytes of database. */
const sizes = [
  { mb: 20, accounts: 8_200 },
  { mb: 100, accounts: 41_000 },
  { mb: 300, accounts: 123_000 },
] as const

const syncs = 400
const child = join(import.meta.dirname, 'store-child.ts')
const runFile = promisify(execFile)

const run = async (...parts: readonly string[]): Promise<string> =>
  (await runFile(process.execPath, [child, ...parts], { maxBuffer: 1e6 })).stdout

const report = async (...parts: readonly string[]): Promise<StoreReport> => JSON.parse(await run(...parts))

interface Measured {
  readonly mb: number
  readonly own: StoreReport
  readonly peer: StoreReport
  readonly bare: BareAppend
}

const measure = async (folder: string, mb: number, accounts: number): Promise<Measured> => {
  const office = join(folder, 'office')
  const file = join(folder, 'peer.db')
  await makeOffice(office, accounts)
  await run('copy', office, file)
  const own = await report('own', office, String(accounts))
  const peer = await report('peer', file, String(accounts))
  const bare = await BareAppend.open(join(folder, 'bare'), syncs * 2)
  bare.append(syncs)
  await bare.appendAsync(syncs)
  await bare.close()
  return { mb, own, peer, bare }
}

const memoryRows = (name: string, { own, peer }: Measured): BenchRow[] => {
  const rows: BenchRow[] = []
  const add = (what: string, value: number | null | undefined): void => {
    if (value !== null && value !== undefined) rows.push(told(`${name}, ${what}`, value, 'MB'))
  }
  add('memory once open', own.memory_mb)
  add('the most memory while it opened', own.openingPeak_mb)
  add('the most memory while a snapshot was rebuilt', own.rebuild?.peak_mb)
  add('node:sqlite, memory once open', peer.memory_mb)
  return rows
}

const sizeRows = (measured: Measured): BenchRow[] => {
  const { mb, own, peer, bare } = measured
  const name = `store of ${mb} MB`
  const rate = (one: StoreReport): number => 1000 / one.median_ms
  const beside = { name: 'node:sqlite WAL+FULL', value: rate(peer) }
  const rows = [
    told(`${name}, its database`, own.database_mb, 'MB'),
    againstPeer(`${name}, payments by the median`, rate(own), '/s', 1, beside),
    told(`${name}, payment, median`, own.median_ms, 'ms'),
    atMost(`${name}, payment, p99`, own.p99_ms, 'ms', 5),
    told(`${name}, node:sqlite, payment, median`, peer.median_ms, 'ms'),
    told(`${name}, node:sqlite, payment, p99`, peer.p99_ms, 'ms'),
    ...bare.rows().map((row) => ({ ...row, name: `${name}, ${row.name}` })),
    atMost(`${name}, opened`, own.open_ms, 'ms', 2000),
    told(`${name}, opened, processor time`, own.openCpu_ms, 'ms'),
    told(`${name}, node:sqlite, opened`, peer.open_ms, 'ms'),
  ]
  if (own.rebuild !== null)
    rows.push(
      told(`${name}, snapshot rebuilt beside payments`, own.rebuild.time_ms, 'ms'),
      atMost(`${name}, the core's longest stall meanwhile`, own.rebuild.longest_ms, 'ms', 50),
      atMost(`${name}, payment meanwhile, p99`, own.rebuild.p99_ms, 'ms', 5),
    )
  return [...rows, ...memoryRows(name, measured)]
}

/** The store alone at three sizes of database, beside node:sqlite and a bare append, each in a process of its own. */
export const benchStoreSizes = async (): Promise<BenchRow[]> => {
  const rows: BenchRow[] = []
  const medians: number[] = []
  for (const { mb, accounts } of sizes) {
    const folder = await mkdtemp(join(tmpdir(), 'kvitok-bench-size-'))
    try {
      const measured = await measure(folder, mb, accounts)
      rows.push(...sizeRows(measured))
      medians.push(measured.own.median_ms)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
  const growth = (medians.at(-1) ?? 0) / (medians[0] ?? 1)
  rows.push(atMost('payment, 15× the data', growth, '× the time', 1.5))
  return rows
}
