import { createHash } from 'node:crypto'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { Reader } from '../../src/main/app/ports/store.ts'
import { verifyOffice, wrongRows } from '../../src/main/app/verify/verify-office.ts'
import { createTimers } from '../../src/main/platform/clock.ts'
import { createDigests } from '../../src/main/platform/digests.ts'
import { createFiles } from '../../src/main/platform/files.ts'
import { Engine } from '../../src/main/store/engine/engine.ts'
import { migrations } from '../../src/main/store/migrations/all.ts'
import { openStore } from '../../src/main/store/open-store.ts'
import { createReader } from '../../src/main/store/recorder.ts'
import { readSnapshot } from '../../src/main/store/snapshot/snapshot-file.ts'
import {
  type Dump,
  dump,
  dumpFiles,
  finderIn,
  loadEngine,
  openOfficeStore,
  plain,
  reopen,
  storeDeps,
} from '../fakes/office-store.ts'
import { type StoredOffice, storedOffices, tableLine, unpack } from './schemas/stored-office.ts'

/** Released schemas: what an office has run must stay what it was, to the octet. */
const frozen: ReadonlyMap<number, string> = new Map([
  [1, '50ba7f04708d3b9c2e16c4026e8b213cf37b19d5f1daf1a1ea1d363148302b61'],
])

const offices = await storedOffices()
let folder: string | null = null

afterEach(async () => {
  if (folder !== null) await rm(folder, { recursive: true })
  folder = null
})

test.each([...frozen])('migration %i is the one that offices have run', (schema, digest) => {
  const sql = migrations.find((migration) => migration.schema === schema)?.sql ?? ''
  expect(createHash('sha256').update(sql).digest('hex')).toBe(digest)
})

test('every frozen schema has its stored offices', () => {
  expect([...new Set(offices.map(({ schema }) => schema))]).toEqual([...frozen.keys()])
})

describe.each(offices.map((office) => [`${office.name}, schema ${office.schema}`, office] as const))(
  'the stored office %s',
  (_name, office) => {
    test('is read as the program of its day read it', async () => {
      folder = await unpack(office)
      expectStored(await dumpFiles(folder), office)
    })

    test('is brought forward with every old row as it was, and verifies clean', async () => {
      folder = await unpack(office)
      const before = await dumpFiles(folder)
      const { store } = await reopen(folder, { migrations })
      expect(store.recovery.migratedFrom).toBe(migrations.length > office.schema ? office.schema : null)
      expect(store.recovery.tornBytes > 0).toBe(office.name === 'interrupted')
      expectOldRows(dump(store.read), before)
      expect(wrongRows(await verifyOffice(store.read, createDigests()))).toBe(0)
      const after = dump(store.read)
      await store.close()
      expect(await dumpFiles(folder)).toEqual(after)
    })

    test('has then the tables and indexes of a new office, no more and no less', async () => {
      folder = await unpack(office)
      const fresh = await openOfficeStore({ migrations })
      const { store } = await reopen(folder, { migrations })
      expect(shapeOf(store.read)).toEqual(shapeOf(fresh.store.read))
      await store.close()
      await fresh.close()
    })

    test('is kept as it was, in a copy', async () => {
      folder = await unpack(office)
      await (await reopen(folder, { migrations })).store.close()
      const copies = await readdir(join(folder, 'copies'))
      expect(copies).toHaveLength(1)
      const files = createFiles(createTimers())
      const copy = await readSnapshot(files, join(folder, 'copies', copies[0] ?? ''), await finderIn(folder))
      if (!copy.ok) throw new Error('the copy is not good')
      expect(copy.header.schema).toBe(office.schema)
      const engine = new Engine(await loadEngine(), copy.content)
      expectStored(dump(createReader(engine, () => undefined)), office)
      engine.close()
    })

    test('is refused by the program of its day once it was brought forward, with the schema that is needed', async () => {
      folder = await unpack(office)
      await (await reopen(folder, { migrations })).store.close()
      const before = await contents(join(folder, 'journal'))
      const refused = await openStore(storeDeps(folder, { migrations: migrations.slice(0, office.schema) }))
      expect(refused).toEqual({
        ok: false,
        problem: {
          code: 'newer-schema',
          details: { needs: `schema ${migrations.length}`, knows: office.schema },
        },
      })
      expect(await contents(join(folder, 'journal'))).toEqual(before)
    })
  },
)

function expectStored(found: Dump, { tables }: StoredOffice): void {
  const lines = Object.entries(found).map(([name, rows]) => tableLine(name, rows))
  expect(lines).toEqual([...tables.values()])
}

/** A newer schema may give a table more columns; the old ones hold what they held. */
function expectOldRows(now: Dump, before: Dump): void {
  for (const [name, rows] of Object.entries(before)) {
    const columns = new Set(Object.keys(rows[0] ?? {}))
    expect(tableLine(name, now[name] ?? [], columns)).toBe(tableLine(name, rows, columns))
  }
}

function shapeOf(read: Reader): unknown {
  return read.all(plain('SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name'))
}

async function contents(place: string): Promise<Record<string, string>> {
  const all: Record<string, string> = {}
  for (const name of await readdir(place)) {
    all[name] = createHash('sha256')
      .update(await readFile(join(place, name)))
      .digest('hex')
  }
  return all
}
