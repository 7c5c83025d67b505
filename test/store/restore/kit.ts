import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Files } from '../../../src/main/app/ports/files.ts'
import { sql } from '../../../src/main/app/ports/sql.ts'
import { createTimers } from '../../../src/main/platform/clock.ts'
import { createFiles } from '../../../src/main/platform/files.ts'
import { createKeys } from '../../../src/main/platform/keys.ts'
import { createRandom } from '../../../src/main/platform/random.ts'
import { removeTree } from '../../../src/main/platform/scratch.ts'
import { createFileSecrets } from '../../../src/main/platform/secrets-file.ts'
import { makeCopy } from '../../../src/main/store/copies/make-copy.ts'
import { listSnapshots, officePaths } from '../../../src/main/store/office-paths.ts'
import type { OpenResult } from '../../../src/main/store/open-store.ts'
import { type RestoreDeps, restoreOffice } from '../../../src/main/store/restore/restore-office.ts'
import { type KeyProtection, loadEngine, plain, reopen } from '../../fakes/office-store.ts'
import { quietLogger } from '../../fakes/quiet-logger.ts'
import { smallSchema } from '../small-schema.ts'

export const passphrase = 'туман лодка север окно перо'
export const files = createFiles(createTimers())
export const clock = { now: () => Date.UTC(2026, 10, 22, 18) }

export type OpenOffice = OpenResult & { readonly ok: true }

/** One computer: what it keeps of keys, and offices in folders. */
export interface Computer {
  readonly root: string
  folder(name: string): string
  protection(given: string | null, disk?: Files): KeyProtection
}

export async function newComputer(): Promise<Computer> {
  const root = await mkdtemp(join(tmpdir(), 'kvitok-computer-'))
  return {
    root,
    folder: (name) => join(root, name),
    protection: (given, disk = files) => ({
      kind: 'keys',
      keys: createKeys(createRandom()),
      secrets: createFileSecrets(disk, join(root, 'keys')),
      passphrase: given,
      remember: true,
    }),
  }
}

export const throwAway = (computer: Computer): Promise<void> => rm(computer.root, { recursive: true })

export function openOn(computer: Computer, name: string, given: string | null = null): Promise<OpenOffice> {
  return reopen(computer.folder(name), {
    migrations: smallSchema,
    protection: computer.protection(given),
    clock,
  })
}

export async function write(office: OpenOffice, from: number, count: number): Promise<void> {
  for (let index = from; index < from + count; index += 1) {
    const row = { key: `k${String(index).padStart(4, '0')}`, value: `платёж ${index}` }
    await office.store.write((tx) => tx.run(sql.insertInto('setting').values(row)))
  }
}

export function keysIn(office: OpenOffice): string[] {
  return office.store.read
    .all<{ key: string }>(plain('SELECT key FROM setting ORDER BY key'))
    .map(({ key }) => key)
}

/** A copy of the open office in its own folder; gives the copy's path. */
export async function copyOf(office: OpenOffice, folder: string, name = 'kvitok-2026-11-22-1800-person.kvs') {
  await office.maintenance.snapshot()
  const snapshot = (await listSnapshots(files, officePaths(folder))).at(-1) ?? 0
  const made = await makeCopy(
    { files, clock, sqlJs: await loadEngine() },
    {
      folder,
      name,
      snapshot,
      ring: office.maintenance.ring(),
      protection: office.maintenance.copyProtection(),
    },
  )
  if (!made.ok) throw new Error(made.problem)
  return join(folder, 'copies', name)
}

export async function restoreDeps(computer: Computer, disk: Files = files): Promise<RestoreDeps> {
  const { keys, secrets } = computer.protection(null, disk)
  return {
    files: disk,
    clock,
    logger: quietLogger(),
    random: createRandom(),
    keys,
    secrets,
    sqlJs: await loadEngine(),
    knownSchema: 1,
    removeTree,
    kindOf: () => 'real',
    stamp: (tx, from) => {
      tx.run(sql.insertInto('setting').values({ key: 'restored', value: from.kind }))
    },
  }
}

export async function restoreOn(computer: Computer, name: string, from: string, given: string | null) {
  const wish = { folder: computer.folder(name), kind: 'real' as const, from, passphrase: given }
  return restoreOffice(await restoreDeps(computer), wish)
}
