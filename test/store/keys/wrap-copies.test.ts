import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTimers } from '../../../src/main/platform/clock.ts'
import { createFiles } from '../../../src/main/platform/files.ts'
import { createKeys } from '../../../src/main/platform/keys.ts'
import { createRandom } from '../../../src/main/platform/random.ts'
import { keyFinder } from '../../../src/main/store/keys/key-ring.ts'
import type { Migration } from '../../../src/main/store/migration.ts'
import { readSnapshot, readSnapshotHeader } from '../../../src/main/store/snapshot/snapshot-file.ts'
import { reopen } from '../../fakes/office-store.ts'
import { smallSchema } from '../small-schema.ts'
import { passphrase, withKeys, write } from './kit.ts'

const files = createFiles(createTimers())
const newer: readonly Migration[] = [
  ...smallSchema,
  { schema: 2, name: 'more', sql: 'CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT;' },
]
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kvitok-wrap-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

/** The copy that a migration made before any passphrase was set. */
const migrated = async () => {
  const first = await reopen(folder, withKeys(folder))
  await write(first.store, 'a')
  await first.store.close()
  const opened = await reopen(folder, withKeys(folder, { migrations: newer }))
  const [name = ''] = await readdir(join(folder, 'copies'))
  return { ...opened, path: join(folder, 'copies', name) }
}

/** Opens a copy by the passphrase alone, as another computer does. */
const opensByPassphrase = async (path: string): Promise<boolean> => {
  const start = await readSnapshotHeader(files, path)
  if (!start.ok || start.header.protection?.wrap == null) return false
  const key = await createKeys(createRandom()).unwrap(
    start.header.protection.wrap,
    passphrase,
    start.header.officeId,
  )
  return key !== null && (await readSnapshot(files, path, keyFinder(key))).ok
}

test('a copy from before the first passphrase opens by it, also after its first key is gone', async () => {
  const { store, maintenance, path } = await migrated()
  expect(await opensByPassphrase(path)).toBe(false)
  await maintenance.keys.setPassphrase(passphrase)
  expect(await opensByPassphrase(path)).toBe(true)
  await maintenance.keys.rotate(passphrase)
  await maintenance.renewed()
  expect(maintenance.ring()?.keys).toHaveLength(1)
  expect(await opensByPassphrase(path)).toBe(true)
  await store.close()
})

test('a copy that no passphrase opened yet is written anew before its key goes', async () => {
  const { store, maintenance, path } = await migrated()
  const before = await readFile(path)
  await maintenance.keys.setPassphrase(passphrase)
  // As an older program left it.
  await writeFile(path, before)
  await maintenance.keys.rotate(passphrase)
  await maintenance.renewed()
  expect(maintenance.ring()?.keys).toHaveLength(1)
  expect(await opensByPassphrase(path)).toBe(true)
  await store.close()
})

test('a copy that has its wrap, and one that is damaged, stay as they are', async () => {
  const { store, maintenance, path } = await migrated()
  const torn = `${path.slice(0, -4)}-torn.kvs`
  const bytes = await readFile(path)
  bytes[700] = (bytes[700] ?? 0) ^ 1
  await writeFile(torn, bytes)
  await maintenance.keys.setPassphrase(passphrase)
  const wrapped = await readFile(path)
  await maintenance.keys.setPassphrase('другая верная фраза')
  expect(await readFile(path)).toEqual(wrapped)
  expect(await readFile(torn)).toEqual(bytes)
  await store.close()
})
