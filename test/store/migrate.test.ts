import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../../src/main/app/ports/sql.ts'
import { createTimers } from '../../src/main/platform/clock.ts'
import { createFiles } from '../../src/main/platform/files.ts'
import type { Migration } from '../../src/main/store/migration.ts'
import { openStore } from '../../src/main/store/open-store.ts'
import { readSnapshot } from '../../src/main/store/snapshot/snapshot-file.ts'
import { createFaultyFiles } from '../fakes/faulty-files.ts'
import { dump, dumpFiles, finderIn, plain, reopen, storeDeps } from '../fakes/office-store.ts'
import { smallSchema } from './small-schema.ts'

const second: Migration = {
  schema: 2,
  name: 'a client has a note',
  sql: `
    CREATE TABLE client_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT NOT NULL) STRICT;
    INSERT INTO client_new (id, name, note) SELECT id, name, 'was ' || name FROM client ORDER BY id;
    DROP TABLE client;
    ALTER TABLE client_new RENAME TO client;`,
}
const third: Migration = { schema: 3, name: 'index', sql: 'CREATE INDEX client_by_name ON client (name)' }
const old = { migrations: smallSchema }
const current = { migrations: [...smallSchema, second, third] }
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kvitok-migrate-'))
  const { store } = await reopen(folder, old)
  await store.write((tx) => {
    tx.run(plain("INSERT INTO client (id, name) VALUES (1, 'Ёлкина')"))
    tx.run(plain("INSERT INTO phone (id, client_id, number) VALUES (1, 1, '+79990001122')"))
  })
  await store.close()
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

describe('an office of an older schema', () => {
  test('is brought forward with its rows, and says where it came from', async () => {
    const { store } = await reopen(folder, current)
    expect(store.recovery.migratedFrom).toBe(1)
    expect(store.read.all(plain('SELECT * FROM client'))).toEqual([
      { id: 1, name: 'Ёлкина', note: 'was Ёлкина' },
    ])
    expect(store.read.all(plain('SELECT client_id FROM phone'))).toEqual([{ client_id: 1 }])
    await store.close()
  })

  test('replays across the migration, and does it only once', async () => {
    const first = await reopen(folder, current)
    await first.store.write((tx) => tx.run(plain("INSERT INTO client (id, name, note) VALUES (2, 'b', 'c')")))
    const before = dump(first.store.read)
    await first.store.close()
    expect(await dumpFiles(folder)).toEqual(before)
    const again = await reopen(folder, current)
    expect(again.store.recovery.migratedFrom).toBeNull()
    expect(dump(again.store.read)).toEqual(before)
    await again.store.close()
  })

  test('is copied as it was before', async () => {
    await (await reopen(folder, current)).store.close()
    const [name = ''] = await readdir(join(folder, 'copies'))
    const copy = await readSnapshot(
      createFiles(createTimers()),
      join(folder, 'copies', name),
      await finderIn(folder),
    )
    expect(copy).toMatchObject({ ok: true, header: { schema: 1 } })
  })

  test('starts again where a crash stopped it, at the migration that was not done', async () => {
    const files = createFaultyFiles(createFiles(createTimers()))
    const broken = { ...third, sql: 'CREATE INDEX client_by_name ON nothing (name)' }
    const deps = storeDeps(folder, { migrations: [...smallSchema, second, broken], files })
    await expect(openStore(deps)).rejects.toThrow(/nothing/)
    const { store } = await reopen(folder, current)
    expect(store.recovery.migratedFrom).toBe(2)
    expect(store.read.first(plain('SELECT note FROM client'))).toEqual({ note: 'was Ёлкина' })
    await store.close()
  })

  test('is not left with a row that points nowhere', async () => {
    const careless = { schema: 2, name: 'careless', sql: 'DELETE FROM client' }
    await expect(openStore(storeDeps(folder, { migrations: [...smallSchema, careless] }))).rejects.toThrow(
      /point nowhere/,
    )
    const { store } = await reopen(folder, old)
    expect(store.read.all(sql.selectFrom('client').select('id'))).toHaveLength(1)
    await store.close()
  })
})

describe('an office of a newer schema', () => {
  test('is refused with the schema that is needed, and is not touched', async () => {
    await (await reopen(folder, current)).store.close()
    const before = await readdir(join(folder, 'journal'))
    const refused = await openStore(storeDeps(folder, old))
    expect(refused).toEqual({
      ok: false,
      problem: { code: 'newer-schema', details: { needs: 'schema 3', knows: 1 } },
    })
    expect(await readdir(join(folder, 'journal'))).toEqual(before)
    await (await reopen(folder, current)).store.close()
  })
})

test('a list of migrations with a gap is a bug', async () => {
  await expect(openStore(storeDeps(folder, { migrations: [...smallSchema, third] }))).rejects.toThrow(
    /not schema 2/,
  )
})
