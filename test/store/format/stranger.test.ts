import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from 'sql.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Protection, StoreMaintenance } from '../../../src/main/store/open-store.ts'
import { encodeSnapshot } from '../../../src/main/store/snapshot/snapshot-file.ts'
import { encrypted, loadEngine, plain, reopen } from '../../fakes/office-store.ts'
import { smallSchema } from '../small-schema.ts'
import { readCopy, readOffice } from '../stranger-reader.ts'

const passphrase = 'сорок тысяч обезьян'
const contents = [
  null,
  0,
  -1,
  0.5,
  2 ** 40,
  'Ёлкина',
  'я'.repeat(300),
  new Uint8Array([0, 255]),
  'ж'.repeat(1_200_000),
]
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kvitok-stranger-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true })
})

/** Segments, a key that was replaced, a snapshot and more segments; a text of several pieces among the rows. */
async function fill(
  protection: Protection,
  meanwhile: (maintenance: StoreMaintenance) => Promise<void>,
): Promise<void> {
  const { store, maintenance } = await reopen(folder, {
    migrations: smallSchema,
    limits: { segment: 2048 },
    protection,
  })
  if (protection.kind === 'keys') await maintenance.keys.setPassphrase(passphrase)
  for (const [id, content] of contents.entries()) {
    await store.write((tx) => tx.run(plain('INSERT INTO draft (id, any) VALUES (?, ?)', id + 1, content)))
    if (id === 3) await meanwhile(maintenance)
  }
  await store.close()
}

function expectRows(db: Database): void {
  expect(db.exec('SELECT any FROM draft ORDER BY id')[0]?.values.flat()).toEqual(contents)
  db.close()
}

describe('a stranger with the page about the format', () => {
  test('reads a plain office whole', async () => {
    await fill({ kind: 'plain' }, async () => undefined)
    expect((await readdir(join(folder, 'journal'))).length).toBeGreaterThan(1)
    expectRows(readOffice(await loadEngine(), folder, null))
  })

  test('reads an encrypted office whole, with its passphrase', async () => {
    await fill(encrypted(folder), async () => undefined)
    expectRows(readOffice(await loadEngine(), folder, passphrase))
  })

  test('reads one whose key was replaced, from its snapshot and the segments after it', async () => {
    await fill(encrypted(folder), async (maintenance) => {
      await maintenance.snapshot()
      expect(await maintenance.keys.rotate(passphrase)).toBe(true)
    })
    expect(await readdir(join(folder, 'snapshots'))).not.toEqual([])
    expectRows(readOffice(await loadEngine(), folder, passphrase))
  })

  test('opens nothing with another passphrase', async () => {
    await fill(encrypted(folder), async () => undefined)
    const sql = await loadEngine()
    expect(() => readOffice(sql, folder, 'не та фраза')).toThrow(/authenticate/)
  })

  test('reads a copy with the passphrase alone', async () => {
    const sql = await loadEngine()
    const path = join(folder, 'a-copy.kvs')
    await fill(encrypted(folder), async (maintenance) => {
      const db = new sql.Database()
      db.run('CREATE TABLE draft (id INTEGER PRIMARY KEY, any)')
      for (const [id, content] of contents.entries())
        db.run('INSERT INTO draft VALUES (?, ?)', [id + 1, content])
      const header = {
        officeId: maintenance.officeId,
        number: 1,
        nextSequence: 9,
        schema: 0,
        link: new Uint8Array(16),
        createdAt: 0,
      }
      await writeFile(
        path,
        Buffer.concat(
          Array.from(encodeSnapshot(header, db.export(), maintenance.copyProtection()), (piece) =>
            Buffer.from(piece),
          ),
        ),
      )
      db.close()
    })
    expectRows(readCopy(sql, path, passphrase))
  })
})
