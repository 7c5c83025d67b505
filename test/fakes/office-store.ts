import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Compilable } from 'kysely'
import { CompiledQuery } from 'kysely'
import type { SqlJsStatic } from 'sql.js'
import type { Clock } from '../../src/main/app/ports/clock.ts'
import type { Files } from '../../src/main/app/ports/files.ts'
import type { Reader, Store } from '../../src/main/app/ports/store.ts'
import { createTimers } from '../../src/main/platform/clock.ts'
import { createFiles } from '../../src/main/platform/files.ts'
import { createKeys } from '../../src/main/platform/keys.ts'
import { createRandom } from '../../src/main/platform/random.ts'
import { createFileSecrets } from '../../src/main/platform/secrets-file.ts'
import { loadSqlJs } from '../../src/main/store/engine/load-sql-js.ts'
import type { BoundValue } from '../../src/main/store/format/values.ts'
import { loadOffice } from '../../src/main/store/journal/load.ts'
import { type KeyFinder, ringFinder } from '../../src/main/store/keys/key-ring.ts'
import { openKeys } from '../../src/main/store/keys/open-keys.ts'
import type { Migration } from '../../src/main/store/migration.ts'
import { migrations } from '../../src/main/store/migrations/all.ts'
import { officePaths } from '../../src/main/store/office-paths.ts'
import {
  type OpenResult,
  openStore,
  type Protection,
  type StoreDeps,
  type StoreLimits,
  type StoreMaintenance,
} from '../../src/main/store/open-store.ts'
import { rebuildSnapshot } from '../../src/main/store/snapshot/rebuild.ts'
import { quietLogger } from './quiet-logger.ts'

/** Every row of every table, tables and rows in a stated order. */
export type Dump = Readonly<Record<string, readonly Record<string, BoundValue>[]>>

export interface OfficeStore {
  readonly store: Store
  readonly maintenance: StoreMaintenance
  readonly folder: string
  /** Closes the store, rebuilds its database from the files and fails where one row differs; then removes the folder. */
  close(): Promise<void>
}

export interface OfficeStoreOptions {
  readonly migrations?: readonly Migration[]
  readonly clock?: Clock
  readonly files?: Files
  readonly limits?: Partial<StoreLimits>
  readonly onFatal?: (error: unknown) => void
  /** Plain unless something else is said, here or by KVITOK_ENCRYPTED=1 for a whole run. */
  readonly protection?: Protection
  readonly mode?: 'usual' | 'read-only'
  readonly acceptOlder?: boolean
}

const allEncrypted = process.env['KVITOK_ENCRYPTED'] === '1'

export type KeyProtection = Protection & { readonly kind: 'keys' }

/** Keys as a real office has them; what this computer keeps lies in the folder too, and goes with it. */
export function encrypted(folder: string, passphrase: string | null = null, remember = true): KeyProtection {
  const secrets = createFileSecrets(createFiles(createTimers()), secretsFolder(folder))
  return { kind: 'keys', keys: createKeys(createRandom()), secrets, passphrase, remember }
}

export function secretsFolder(folder: string): string {
  return join(folder, 'this-computer')
}

/** A store in a temporary folder, with the program's own migrations unless others are given. */
export async function openOfficeStore(options: OfficeStoreOptions = {}): Promise<OfficeStore> {
  const folder = await mkdtemp(join(tmpdir(), 'kvitok-store-'))
  const opened = await openStore(storeDeps(folder, options))
  if (!opened.ok) throw new Error(`the store did not open: ${JSON.stringify(opened.problem)}`)
  const { store, maintenance } = opened
  return {
    store,
    maintenance,
    folder,
    async close() {
      const live = dump(store.read)
      await store.close()
      const rebuilt = await dumpFiles(folder)
      await rm(folder, { recursive: true, force: true })
      compare(live, rebuilt)
    },
  }
}

/** Opens a store in a folder the test keeps; fails where it does not open. */
export async function reopen(
  folder: string,
  options: OfficeStoreOptions = {},
): Promise<OpenResult & { ok: true }> {
  const opened = await openStore(storeDeps(folder, options))
  if (!opened.ok) throw new Error(`the store did not open: ${JSON.stringify(opened.problem)}`)
  return opened
}

export function storeDeps(folder: string, options: OfficeStoreOptions = {}): StoreDeps {
  const files = options.files ?? createFiles(createTimers())
  const clock = options.clock ?? { now: () => Date.UTC(2026, 10, 22, 9) }
  const logger = quietLogger()
  const random = createRandom()
  return {
    folder,
    files,
    clock,
    logger,
    random,
    protection: options.protection ?? usualProtection(folder),
    mode: options.mode ?? 'usual',
    // A test that plays a crash puts older files back.
    acceptOlder: options.acceptOlder ?? allEncrypted,
    migrations: options.migrations ?? migrations,
    loadEngine,
    rebuild: async (request) =>
      rebuildSnapshot({ files, clock, logger, random, sqlJs: await loadEngine() }, request),
    onFatal: options.onFatal ?? failLoudly,
    // Tests open many offices and write little: a small file ahead saves most of an opening.
    limits: { step: 64 * 1024, ...options.limits },
  }
}

function usualProtection(folder: string): Protection {
  return allEncrypted ? encrypted(folder) : { kind: 'plain' }
}

/** sql.js started from its own package. */
export async function loadEngine(): Promise<SqlJsStatic> {
  const path = createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm')
  return loadSqlJs(await readFile(path))
}

/** A query of plain SQL for `Reader` and `Writer`. */
export function plain<Row>(sql: string, ...parameters: unknown[]): Compilable<Row> {
  return { compile: () => CompiledQuery.raw(sql, parameters) }
}

export function dump(read: Reader): Dump {
  const tables = read.all<{ name: string; sql: string }>(
    plain(
      "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    ),
  )
  return Object.fromEntries(
    tables.map(({ name, sql }) => {
      const content = /WITHOUT\s+ROWID/i.test(sql)
        ? `SELECT * FROM "${name}"`
        : `SELECT rowid AS rowid_, * FROM "${name}" ORDER BY rowid`
      return [name, read.all<Record<string, BoundValue>>(plain(content))]
    }),
  )
}

/** What the files of an office are read with, plain or encrypted. */
export async function finderIn(folder: string): Promise<KeyFinder> {
  const files = createFiles(createTimers())
  const paths = officePaths(folder)
  const clock = { now: () => 0 }
  const { ring } = await openKeys({ ...encrypted(folder), files, paths, logger: quietLogger(), clock })
  return ringFinder(ring)
}

/** The same out of the files alone, from the first segment where it is still there. */
export async function dumpFiles(folder: string): Promise<Dump> {
  const files = createFiles(createTimers())
  const deps = {
    files,
    logger: quietLogger(),
    paths: officePaths(folder),
    sqlJs: await loadEngine(),
    knownSchema: 0,
    finder: await finderIn(folder),
    officeId: null,
  }
  const first = await files.exists(deps.paths.segment(1))
  const loaded = await loadOffice(deps, { ignoreSnapshots: first })
  const rows = <Row>(query: Compilable<Row>): Row[] => {
    const { sql } = query.compile()
    return loaded.engine.all(sql, []) as Row[]
  }
  const content = dump({ all: rows, first: (query) => rows(query)[0] })
  loaded.engine.close()
  return content
}

function compare(live: Dump, rebuilt: Dump): void {
  const tables = new Set([...Object.keys(live), ...Object.keys(rebuilt)])
  for (const table of tables) {
    const before = JSON.stringify(live[table])
    const after = JSON.stringify(rebuilt[table])
    if (before !== after) throw new Error(`${table} is not the same after a replay:\n${before}\n${after}`)
  }
}

function failLoudly(error: unknown): void {
  throw new Error('the store failed', { cause: error })
}
