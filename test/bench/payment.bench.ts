import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import type { Compilable } from 'kysely'
import { createChainedLog } from '../../src/main/app/calls/chained-log.ts'
import { Failure } from '../../src/main/app/calls/failure.ts'
import { createIdempotency } from '../../src/main/app/calls/idempotency.ts'
import { deskRoutes } from '../../src/main/app/desk/desk-calls.ts'
import { createSessions } from '../../src/main/app/office/sessions.ts'
import type { Documents } from '../../src/main/app/ports/documents.ts'
import { sql } from '../../src/main/app/ports/sql.ts'
import type { Reader, Store, Writer } from '../../src/main/app/ports/store.ts'
import { createTimers } from '../../src/main/platform/clock.ts'
import { createDigests } from '../../src/main/platform/digests.ts'
import { createRandom } from '../../src/main/platform/random.ts'
import { migrations } from '../../src/main/store/migrations/all.ts'
import type { CallInput } from '../../src/shared/contract/contract.ts'
import { BareAppend } from './bare-append.ts'
import { type BenchCore, benchClock, openBenchCore } from './bench-core.ts'
import { benchBooks, openBenchStore } from './bench-store.ts'
import { makeOffice } from './big-office.ts'
import { percentile, timed } from './measure.ts'
import { againstPeer, atMost, type BenchRow, told } from './row.ts'
import { openSqlitePeer, type SqlitePeer } from './sqlite-peer.ts'

const accounts = 2000
const rounds = 12
const payments = 100
const together = 50
const sum_kop = 10_000
const fee_kop = 200

type PayInput = CallInput<'desk.pay'>
type Change = ReturnType<Compilable<unknown>['compile']>

/** A payment of 100 rubles in cash with a confirmation by SMS, as the desk sends it. */
export const payInput = (accountId: number, debt_kop: number): PayInput => ({
  lines: [{ accountId, billId: null, sum_kop }],
  tender: 'cash',
  received_kop: sum_kop + fee_kop,
  shown: [{ accountId, debt_kop }],
  total_kop: sum_kop + fee_kop,
  phoneId: accountId,
  orderId: null,
})

/** Payers in turn, each with the debt that the screen would show. */
export const payersOf = (read: Reader, count: number): (() => PayInput) => {
  const rows = read.all(
    sql
      .selectFrom('account')
      .select(['id', 'debt_kop'])
      .where('service_id', '=', 1)
      .orderBy('id')
      .limit(count),
  )
  const debts = new Map(rows.map((row) => [row.id, row.debt_kop]))
  let next = 0
  return () => {
    const id = rows[next % rows.length]?.id ?? 0
    next += 1
    const debt_kop = debts.get(id) ?? 0
    debts.set(id, Math.max(0, debt_kop - sum_kop))
    return payInput(id, debt_kop)
  }
}

const noDocuments: Documents = {
  receipts: () => Promise.reject(new Error('a payment prints nothing')),
  recoverySheet: () => Promise.reject(new Error('a payment prints nothing')),
}

/**
 * The whole call of a payment on any store: session, shapes in and out, key, rules, log, confirmation, answer. What the
 * office's own dispatcher does for it is done here in the same order, so that only the stores differ.
 */
const deskOn = async (store: Store): Promise<(input: PayInput) => Promise<void>> => {
  const digests = createDigests()
  const idempotency = createIdempotency(store, digests)
  const sessions = createSessions(createRandom(), createTimers())
  const session = sessions.open(1)
  const wake = { outbox: () => {}, plan: () => {} }
  const log = createChainedLog(digests)
  const route = deskRoutes({ ...(await benchBooks()), log, documents: noDocuments, wake })['desk.pay']
  const now = benchClock().now()
  let number = 0
  return async (input) => {
    number += 1
    const key = `direct-${number}`
    const operator = sessions.operatorOf(store.read, session)
    const context = { now, operator, session, changed: () => {}, after: () => {} }
    const paid = await route.run(input, {
      read: store.read,
      context,
      once: (data, work) => idempotency.once({ name: 'desk.pay', key, input: data, context }, work),
    })
    if (paid instanceof Failure) throw new Error(JSON.stringify(paid.error))
    route.definition.output.parse(paid)
  }
}

/** Every change of `count` payments with its values: what a peer then writes, statement by statement. */
const recordPayments = async (folder: string, count: number): Promise<Change[][]> => {
  const { store } = await openBenchStore(folder)
  const recorded: Change[][] = []
  const noting = (tx: Writer): Writer => {
    const changes: Change[] = []
    recorded.push(changes)
    return {
      all: (query) => tx.all(query),
      first: (query) => tx.first(query),
      nextId: (table) => tx.nextId(table),
      run: (query) => {
        changes.push(query.compile())
        tx.run(query)
      },
    }
  }
  const { read, recovery } = store
  const take = await deskOn({
    read,
    recovery,
    write: (work) => store.write((tx) => work(noting(tx))),
    close: () => store.close(),
  })
  const payer = payersOf(read, accounts)
  for (let number = 0; number < count; number += 1) await take(payer())
  await store.close()
  return recorded
}

const storeOn = (peer: SqlitePeer): Store => ({
  read: peer.read,
  recovery: { replayedFrames: 0, tornBytes: 0, migratedFrom: null },
  write: async (work) => peer.write(work),
  close: async () => peer.close(),
})

/** The peer with the same office in it: every table copied, so that its rows and indexes are the same. */
const openPeer = async (path: string, folder: string): Promise<SqlitePeer> => {
  const peer = openSqlitePeer(path, migrations.map((migration) => migration.sql).join(';\n'))
  const { store } = await openBenchStore(folder)
  for (const table of copiedTables) {
    const rows = store.read.all(sql.selectFrom(table).selectAll())
    peer.write((tx) => {
      for (const row of rows) tx.run(sql.insertInto(table).values(row))
    })
  }
  await store.close()
  return peer
}

const payInTurn = async (
  take: (input: PayInput) => Promise<unknown>,
  payer: () => PayInput,
  count: number,
): Promise<number[]> => {
  const waits_ms: number[] = []
  for (let number = 0; number < count; number += 1) {
    const input = payer()
    waits_ms.push(await timed(() => take(input)))
  }
  return waits_ms
}

const payTogether = (office: BenchCore, payer: () => PayInput): Promise<unknown> =>
  Promise.all(
    Array.from({ length: together }, async () => {
      for (let number = 0; number < payments / together; number += 1) await office.get('desk.pay', payer())
    }),
  )

const writeAtPeer = (peer: SqlitePeer, recorded: readonly Change[][]): number[] =>
  recorded.map((changes) => {
    const start = performance.now()
    peer.write((tx) => {
      for (const change of changes) tx.run({ compile: () => change })
    })
    return performance.now() - start
  })

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

interface Waits {
  readonly bare: BareAppend
  readonly own_ms: number[]
  readonly useCase_ms: number[]
  readonly writes_ms: number[]
  together_ms: number
}

const copiedTables = [
  ...(['operator', 'shift', 'setting', 'log', 'provider', 'contract', 'service'] as const),
  ...(['client', 'phone', 'account', 'link', 'bill', 'entry'] as const),
]

/**
 * Payments through the dispatcher, acknowledged after they are on disk, beside node:sqlite: once with the same call
 * on it, once writing the rows of the same payments and doing nothing else. Turns are short, so that what else
 * runs on the machine falls on all of them.
 */
export const benchPayments = async (scratch: string): Promise<BenchRow[]> => {
  const folder = join(scratch, 'payments')
  await makeOffice(folder, accounts)
  const copy = join(scratch, 'recorded')
  await cp(folder, copy, { recursive: true })
  const useCasePeer = await openPeer(join(scratch, 'use-case.db'), folder)
  const writesPeer = await openPeer(join(scratch, 'writes.db'), folder)
  const recorded = await recordPayments(copy, rounds * payments)
  const payer = payersOf(useCasePeer.read, accounts)
  const peerPayer = payersOf(useCasePeer.read, accounts)
  const takeAtPeer = await deskOn(storeOn(useCasePeer))
  const office = await openBenchCore(folder)
  await payInTurn((input) => office.get('desk.pay', input), payer, payments)
  const bare = await BareAppend.open(join(scratch, 'bare'), rounds * payments * 2)
  const waits: Waits = { bare, own_ms: [], useCase_ms: [], writes_ms: [], together_ms: 0 }
  for (let round = 0; round < rounds; round += 1) {
    waits.own_ms.push(...(await payInTurn((input) => office.get('desk.pay', input), payer, payments)))
    waits.useCase_ms.push(...(await payInTurn(takeAtPeer, peerPayer, payments)))
    waits.writes_ms.push(...writeAtPeer(writesPeer, recorded.slice(round * payments, (round + 1) * payments)))
    waits.together_ms += await timed(() => payTogether(office, payer))
    bare.append(payments)
    await bare.appendAsync(payments)
  }
  await bare.close()
  await office.stop()
  useCasePeer.close()
  writesPeer.close()
  return paymentRows(waits, recorded[0]?.length ?? 0)
}

const paymentRows = (
  { bare, own_ms, useCase_ms, writes_ms, together_ms }: Waits,
  writes: number,
): BenchRow[] => {
  const rate = (waits_ms: readonly number[]): number => (waits_ms.length * 1000) / sum(waits_ms)
  const one = { name: 'one caller', value: rate(own_ms) }
  const same = { name: 'node:sqlite WAL+FULL under the same call', value: rate(useCase_ms) }
  return [
    againstPeer('payment calls, one caller', rate(own_ms), '/s', 1, same),
    againstPeer(`payment calls, ${together} callers`, (rounds * payments * 1000) / together_ms, '/s', 3, one),
    told('payment call, median', percentile(own_ms, 0.5), 'ms'),
    atMost('payment call, p99', percentile(own_ms, 0.99), 'ms', 5),
    told('node:sqlite under the same call, median', percentile(useCase_ms, 0.5), 'ms'),
    told('node:sqlite under the same call, p99', percentile(useCase_ms, 0.99), 'ms'),
    told(`node:sqlite, those ${writes} writes and nothing else, median`, percentile(writes_ms, 0.5), 'ms'),
    ...bare.rows(),
  ]
}
