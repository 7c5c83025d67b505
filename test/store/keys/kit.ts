import { cp, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from '../../../src/main/app/ports/sql.ts'
import type { Store } from '../../../src/main/app/ports/store.ts'
import { type OpenResult, openStore } from '../../../src/main/store/open-store.ts'
import { encrypted, type OfficeStoreOptions, reopen, storeDeps } from '../../fakes/office-store.ts'
import { smallSchema } from '../small-schema.ts'

export const passphrase = 'сорок тысяч обезьян'
/** What must never be read in an encrypted office's folder. */
export const clientName = 'Ёлкина Аграфена'

/** Options of an office with keys in the folder given. */
export function withKeys(folder: string, other: Partial<OfficeStoreOptions> = {}): OfficeStoreOptions {
  return { migrations: smallSchema, protection: encrypted(folder), ...other }
}

export async function write(store: Store, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    await store.write((tx) =>
      tx.run(sql.insertInto('setting').values({ key, value: `${clientName} ${key}` })),
    )
  }
}

export function keysIn(store: Store): string[] {
  return store.read.all(sql.selectFrom('setting').select('key').orderBy('key')).map((row) => row.key)
}

export interface Made {
  readonly folder: string
  readonly segments: readonly string[]
  readonly snapshots: readonly string[]
}

/**
 * An encrypted office, closed: the passphrase set, four segments with a transaction or two each; with `snapshots` one is
 * made after the second and one after the third.
 */
export async function makeOffice({ snapshots = false } = {}): Promise<Made> {
  const folder = await mkdtemp(join(tmpdir(), 'kvitok-keys-'))
  for (const [index, keys] of [['a', 'b'], ['c'], ['d', 'e'], ['f']].entries()) {
    const { store, maintenance } = await reopen(folder, withKeys(folder))
    if (index === 0) await maintenance.keys.setPassphrase(passphrase)
    await write(store, ...keys)
    if (snapshots && (index === 1 || index === 2)) await maintenance.snapshot()
    await store.close()
  }
  return { folder, segments: await namesIn(folder, 'journal'), snapshots: await namesIn(folder, 'snapshots') }
}

export async function namesIn(folder: string, part: string): Promise<string[]> {
  return (await readdir(join(folder, part))).map((name) => join(part, name))
}

export function open(folder: string, other: Partial<OfficeStoreOptions> = {}): Promise<OpenResult> {
  return openStore(storeDeps(folder, withKeys(folder, other)))
}

/** Opens and closes; says why it did not open, or what was in it. */
export async function outcome(
  folder: string,
  other: Partial<OfficeStoreOptions> = {},
): Promise<string | string[]> {
  const opened = await open(folder, other)
  if (!opened.ok) return opened.problem.code
  if (other.acceptOlder === true) await opened.maintenance.acceptedOlder()
  const keys = keysIn(opened.store)
  await opened.store.close()
  return keys
}

/** The folder as another computer would get it: everything but what this one keeps. */
export async function moveAway(folder: string): Promise<string> {
  const other = await mkdtemp(join(tmpdir(), 'kvitok-keys-'))
  await cp(folder, other, {
    recursive: true,
    filter: (path) => !path.endsWith('this-computer') && !path.endsWith('office.lock'),
  })
  return other
}

export async function flip(folder: string, name: string, offset: number, mask = 1): Promise<void> {
  const path = join(folder, name)
  const bytes = await readFile(path)
  bytes[offset] = (bytes[offset] ?? 0) ^ mask
  await writeFile(path, bytes)
}
