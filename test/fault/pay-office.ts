import { createHash, randomBytes } from 'node:crypto'
import type { SqlJsStatic } from 'sql.js'
import type { Timers } from '../../src/main/app/ports/clock.ts'
import type { Files } from '../../src/main/app/ports/files.ts'
import type { Keys } from '../../src/main/app/ports/keys.ts'
import type { Logger } from '../../src/main/app/ports/logger.ts'
import type { Random } from '../../src/main/app/ports/random.ts'
import type { Reader, Store } from '../../src/main/app/ports/store.ts'
import { createFiles } from '../../src/main/platform/files.ts'
import { createKeys } from '../../src/main/platform/keys.ts'
import { createFileSecrets } from '../../src/main/platform/secrets-file.ts'
import type { Migration } from '../../src/main/store/migration.ts'
import {
  type OpenResult,
  openStore,
  type Protection,
  type StoreDeps,
} from '../../src/main/store/open-store.ts'
import { rebuildSnapshot } from '../../src/main/store/snapshot/rebuild.ts'
import type { SimulatedDisk } from '../fakes/disk/simulated-disk.ts'
import { dump, loadEngine, plain, storeDeps } from '../fakes/office-store.ts'

/** The folder there is before an office: a path of its own for each test process, since an office's lock is a real one. */
export const officeHome = `/home/${randomBytes(8).toString('hex')}`
export const officeFolder = `${officeHome}/office`

/** Small enough for a rotation every few payments and a snapshot every few rotations. */
export const smallLimits = {
  frame: 8 * 1024,
  segment: 5 * 1024,
  step: 2 * 1024,
  snapshotTail: 12 * 1024,
  snapshotShare: 1_000_000,
  snapshotSegments: 3,
}

const accounts = 3

/** No wait takes time. */
export const hurried: Timers = {
  monotonic: () => 0,
  after: (_delay_ms, fire) => {
    const immediate = setImmediate(fire)
    return () => clearImmediate(immediate)
  },
}

/** What an office said about troubles while it was open. */
export interface Reports {
  readonly fatal: unknown[]
  /** Warnings and errors of its log. */
  readonly logged: string[]
}

export interface PayOptions {
  readonly migrations: readonly Migration[]
}

/** What stores are opened with on simulated disks, with one engine for them all; each a minute later than the one before. */
export async function createDeps(kind: 'plain' | 'encrypted') {
  const sqlJs: SqlJsStatic = await loadEngine()
  let now = Date.UTC(2026, 10, 23, 9)
  return (disk: SimulatedDisk, { migrations }: PayOptions): { deps: StoreDeps; reports: Reports } => {
    now += 60_000
    const at = now
    const reports: Reports = { fatal: [], logged: [] }
    const files = createFiles(hurried, disk.calls)
    const onFatal = (error: unknown): void => {
      reports.fatal.push(error)
    }
    const clock = { now: () => at }
    const usual = storeDeps(officeFolder, { files, clock, migrations, limits: smallLimits, onFatal })
    const logger = reportingLogger(reports)
    const { random } = usual
    const deps: StoreDeps = {
      ...usual,
      logger,
      protection: kind === 'plain' ? { kind } : keysOn(files, random),
      loadEngine: async () => sqlJs,
      rebuild: (request) => rebuildSnapshot({ files, clock, logger, random, sqlJs }, request),
    }
    return { deps, reports }
  }
}

/** Opens offices on simulated disks. */
export async function createOpener(kind: 'plain' | 'encrypted') {
  const depsOn = await createDeps(kind)
  return async (
    disk: SimulatedDisk,
    options: PayOptions,
  ): Promise<{ result: OpenResult; reports: Reports }> => {
    const { deps, reports } = depsOn(disk, options)
    return { result: await openStore(deps), reports }
  }
}

/** Keys as a real office has them; what this computer keeps lies on the same disk, beside the office. */
function keysOn(files: Files, random: Random): Protection {
  const secrets = createFileSecrets(files, `${officeHome}/this-computer`)
  return { kind: 'keys', keys: quickKeys(random), secrets, passphrase: null, remember: true }
}

/** The real keys but for scrypt, whose slowness is all its worth: a run is repeated a thousand times. */
function quickKeys(random: Random): Keys {
  const keys = createKeys(random)
  const pad = (passphrase: string): Buffer => createHash('sha256').update(passphrase).digest()
  const mixed = (bytes: Uint8Array, passphrase: string): Buffer =>
    Buffer.from(bytes.map((byte, index) => byte ^ (pad(passphrase)[index] ?? 0)))
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
  return {
    ...keys,
    wrap: async (key, passphrase, _officeId, at) => ({
      keyId: hex(key.id),
      keyCreatedAt: key.createdAt,
      setAt: at,
      cost: 2,
      salt: '00'.repeat(16),
      nonce: '00'.repeat(12),
      wrapped: hex(mixed(key.bytes, passphrase)) + '00'.repeat(16),
    }),
    unwrap: async (wrap, passphrase) => {
      const bytes = mixed(Buffer.from(wrap.wrapped, 'hex').subarray(0, 32), passphrase)
      const key = keys.fromBytes(new Uint8Array(bytes), wrap.keyCreatedAt)
      return hex(key.id) === wrap.keyId ? key : null
    },
  }
}

export type Opener = Awaited<ReturnType<typeof createOpener>>

function reportingLogger({ logged }: Reports): Logger {
  const drop = (): void => undefined
  const keep = (message: string): void => {
    logged.push(message)
  }
  return { debug: drop, info: drop, warn: keep, error: keep }
}

/** The number of a payment decides all of it, so that a run asks the same however it was interrupted. */
export function pay(store: Store, number: number): Promise<void> {
  return store.write((tx) => {
    const account = 1 + (number % accounts)
    const sum_kop = 100 + ((number * 7919) % 100_000)
    const note = 'платёж '.repeat((number * number * 13) % 90)
    tx.run(plain('INSERT INTO account (id, balance_kop) VALUES (?, 0) ON CONFLICT (id) DO NOTHING', account))
    tx.run(
      plain(
        'INSERT INTO payment (id, account_id, sum_kop, note) VALUES (?, ?, ?, ?)',
        number,
        account,
        sum_kop,
        note,
      ),
    )
    for (const half of [1, 2]) {
      const share_kop = half === 1 ? Math.floor(sum_kop / 3) : sum_kop - Math.floor(sum_kop / 3)
      const id = number * 2 - 2 + half
      tx.run(
        plain('INSERT INTO allocation (id, payment_id, sum_kop) VALUES (?, ?, ?)', id, number, share_kop),
      )
    }
    tx.run(plain('UPDATE account SET balance_kop = balance_kop + ? WHERE id = ?', sum_kop, account))
    tx.run(
      plain(
        "INSERT INTO setting (key, value) VALUES ('last', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        String(number),
      ),
    )
  })
}

/** How many payments are there, by the payments alone. */
export function paymentsIn(read: Reader): number {
  return Number(read.first<{ count: number }>(plain('SELECT count(*) AS count FROM payment'))?.count)
}

/** All that a store holds, in one line: equal exactly where every row of every table is. */
export function fingerprint(read: Reader): string {
  return createHash('sha256')
    .update(JSON.stringify(dump(read)))
    .digest('hex')
}
