import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Store } from '../../src/main/app/ports/store.ts'
import { migrations } from '../../src/main/store/migrations/all.ts'
import { defaultLimits, type OpenResult, openStore, type StoreDeps } from '../../src/main/store/open-store.ts'
import { createWorkerRebuild } from '../../src/main/store/snapshot/rebuild-in-worker.ts'
import { encrypted, storeDeps } from '../fakes/office-store.ts'
import { BareAppend } from './bare-append.ts'
import { percentile, timed } from './measure.ts'
import { addBills, pay } from './payment-load.ts'
import { againstPeer, atMost, type BenchRow, told } from './row.ts'
import { openSqlitePeer, type SqlitePeer } from './sqlite-peer.ts'

const accounts = 2000
const rounds = 30
const payments = 100
const together = 50

/** The store against node:sqlite on the same rows and queries, turn by turn in one run, on the same disk. */
export async function benchStore(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'kvitok-bench-'))
  try {
    const deps = await benchDeps(join(folder, 'office'))
    return await benchPayments(folder, deps)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function benchDeps(folder: string): Promise<StoreDeps> {
  const wasm = await readFile(createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm'))
  const entry = new URL('../../src/main/store/snapshot/rebuild-worker.ts', import.meta.url)
  return {
    ...storeDeps(folder, { protection: encrypted(folder) }),
    limits: defaultLimits,
    rebuild: createWorkerRebuild(entry, wasm),
  }
}

async function open(deps: StoreDeps): Promise<OpenResult & { ok: true }> {
  const opened = await openStore(deps)
  if (!opened.ok) throw new Error(JSON.stringify(opened.problem))
  return opened
}

async function benchPayments(folder: string, deps: StoreDeps): Promise<BenchRow[]> {
  const { store } = await open(deps)
  const peer = openSqlitePeer(
    join(folder, 'peer.db'),
    migrations.map((migration) => migration.sql).join(';\n'),
  )
  await store.write((tx) => addBills(tx, 1, accounts))
  peer.write((tx) => addBills(tx, 1, accounts))
  await payInTurn(store)
  payAtPeer(peer)
  const bare = await BareAppend.open(join(folder, 'bare'), rounds * payments * 2)
  const waits_ms: number[] = []
  const peerWaits_ms: number[] = []
  let own_ms = 0
  let peer_ms = 0
  let together_ms = 0
  for (let round = 0; round < rounds; round += 1) {
    own_ms += await timed(async () => waits_ms.push(...(await payInTurn(store))))
    peer_ms += await timed(async () => peerWaits_ms.push(...payAtPeer(peer)))
    together_ms += await timed(() => payTogether(store))
    bare.append(payments)
    await bare.appendAsync(payments)
  }
  await bare.close()
  await store.close()
  peer.close()
  return [...paymentRows(waits_ms, peerWaits_ms, { own_ms, peer_ms, together_ms }), ...bare.rows()]
}

function paymentRows(
  waits_ms: readonly number[],
  peerWaits_ms: readonly number[],
  times: { own_ms: number; peer_ms: number; together_ms: number },
): BenchRow[] {
  const perSecond = (time_ms: number): number => Math.round((rounds * payments * 1000) / time_ms)
  const one = perSecond(times.own_ms)
  const name = 'node:sqlite WAL+FULL'
  return [
    againstPeer('store alone, payments of one caller', one, '/s', 1, {
      name,
      value: perSecond(times.peer_ms),
    }),
    againstPeer(`store alone, payments of ${together} callers`, perSecond(times.together_ms), '/s', 3, {
      name: 'one caller',
      value: one,
    }),
    told('store alone, payment, median', percentile(waits_ms, 0.5), 'ms'),
    atMost('store alone, payment, p99', percentile(waits_ms, 0.99), 'ms', 5),
    told('node:sqlite, payment, median', percentile(peerWaits_ms, 0.5), 'ms'),
    told('node:sqlite, payment, p99', percentile(peerWaits_ms, 0.99), 'ms'),
  ]
}

/** One caller, one payment after the other; how long each waited. */
async function payInTurn(store: Store): Promise<number[]> {
  const waits_ms: number[] = []
  for (let number = 0; number < payments; number += 1) {
    waits_ms.push(await timed(() => store.write((tx) => pay(tx, 1 + (number % accounts)))))
  }
  return waits_ms
}

async function payTogether(store: Store): Promise<void> {
  const caller = async (place: number): Promise<void> => {
    for (let number = place; number < payments; number += together) {
      await store.write((tx) => pay(tx, 1 + (number % accounts)))
    }
  }
  await Promise.all(Array.from({ length: together }, (_, place) => caller(place)))
}

function payAtPeer(peer: SqlitePeer): number[] {
  return Array.from({ length: payments }, (_, number) => {
    const start = performance.now()
    peer.write((tx) => pay(tx, 1 + (number % accounts)))
    return performance.now() - start
  })
}
