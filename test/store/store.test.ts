import { afterEach, describe, expect, test } from 'vitest'
import { sql } from '../../src/main/app/ports/sql.ts'
import type { Writer } from '../../src/main/app/ports/store.ts'
import { createTimers } from '../../src/main/platform/clock.ts'
import { createFiles } from '../../src/main/platform/files.ts'
import { StatementRefused } from '../../src/main/store/rules/statement-rules.ts'
import { createFaultyFiles } from '../fakes/faulty-files.ts'
import { type OfficeStore, type OfficeStoreOptions, openOfficeStore, plain } from '../fakes/office-store.ts'
import { smallSchema } from './small-schema.ts'

let office: OfficeStore | null = null

async function open(options: OfficeStoreOptions = {}): Promise<OfficeStore> {
  office = await openOfficeStore({ migrations: smallSchema, ...options })
  return office
}

afterEach(async () => {
  await office?.close()
  office = null
})

const settings = sql.selectFrom('setting').select(['key', 'value']).orderBy('key')
const setting = (key: string, value = 'x') => sql.insertInto('setting').values({ key, value })

describe('a transaction', () => {
  test('gives what its work returned, once it is on disk', async () => {
    const { store } = await open()
    const acknowledged = store.write((tx) => {
      tx.run(setting('town', 'Тихорецк'))
      return 7
    })
    expect(store.read.first(settings)).toEqual({ key: 'town', value: 'Тихорецк' })
    expect(await acknowledged).toBe(7)
  })

  test('reads its own changes', async () => {
    const { store } = await open()
    const seen = await store.write((tx) => {
      tx.run(setting('a'))
      return tx.all(settings)
    })
    expect(seen).toEqual([{ key: 'a', value: 'x' }])
  })

  test('that throws leaves nothing, in memory and in the journal, and throws what was thrown', async () => {
    const { store } = await open()
    const bug = new Error('no')
    const work = (tx: Writer): void => {
      tx.run(setting('a'))
      throw bug
    }
    expect(() => store.write(work)).toThrow(bug)
    expect(store.read.all(settings)).toEqual([])
    await store.write((tx) => tx.run(setting('b')))
  })

  test('whose commit is refused leaves nothing', async () => {
    const { store } = await open()
    expect(() =>
      store.write((tx) => tx.run(plain('INSERT INTO phone (id, client_id, number) VALUES (1, 99, ?)', '+7'))),
    ).toThrow(/FOREIGN KEY/)
    expect(store.read.all(plain('SELECT * FROM phone'))).toEqual([])
  })

  test('may go on after a statement that was refused by a constraint', async () => {
    const { store } = await open()
    await store.write((tx) => {
      tx.run(setting('a', 'first'))
      expect(() => tx.run(setting('a', 'second'))).toThrow(/UNIQUE/)
      tx.run(setting('b'))
    })
    expect(store.read.all(settings)).toEqual([
      { key: 'a', value: 'first' },
      { key: 'b', value: 'x' },
    ])
  })

  test('inside a transaction is an error, and the outer one goes on', async () => {
    const { store } = await open()
    await store.write((tx) => {
      expect(() => store.write(() => undefined)).toThrow(/inside a transaction/)
      tx.run(setting('a'))
    })
    expect(store.read.all(settings)).toHaveLength(1)
  })

  test('that would wait is an error and leaves nothing', async () => {
    const { store } = await open()
    expect(() =>
      store.write(async (tx) => {
        tx.run(setting('a'))
      }),
    ).toThrow(/may not wait/)
    expect(store.read.all(settings)).toEqual([])
  })

  test('cannot be used after its end', async () => {
    const { store } = await open()
    const writer = await store.write((tx) => tx)
    expect(() => writer.run(setting('a'))).toThrow(/has ended/)
    expect(() => writer.all(settings)).toThrow(/has ended/)
    expect(() => writer.nextId('client')).toThrow(/has ended/)
  })

  test('keeps octets as they were when the statement ran', async () => {
    const { store } = await open()
    const octets = new Uint8Array([1, 2, 3])
    await store.write((tx) => {
      tx.run(plain('INSERT INTO draft (id, content) VALUES (1, ?)', octets))
      octets.fill(0)
    })
    expect(store.read.first(plain('SELECT content FROM draft'))).toEqual({
      content: new Uint8Array([1, 2, 3]),
    })
  })

  test.each([0, -1, 2 ** 31, -(2 ** 31) - 1, Number.MAX_SAFE_INTEGER, 0.1, '', 'ё\u0000я', 'a\ud800', null])(
    'stores %j as the journal does',
    async (value) => {
      const { store } = await open()
      await store.write((tx) => tx.run(plain('INSERT INTO draft (id, any) VALUES (1, ?)', value)))
      const stored = store.read.first<{ any: unknown }>(plain('SELECT any FROM draft'))?.any
      expect(stored).toEqual(typeof value === 'string' ? value.toWellFormed() : value)
    },
  )
})

describe('the store refuses', () => {
  test('a change through its readers', async () => {
    const { store } = await open()
    expect(() => store.read.all(plain('DELETE FROM setting'))).toThrow(StatementRefused)
    await store.write((tx) => {
      expect(() => tx.all(plain("INSERT INTO setting VALUES ('a', 'b') RETURNING key"))).toThrow(
        StatementRefused,
      )
    })
  })

  test('a write that reads the clock, and the transaction with it', async () => {
    const { store } = await open()
    expect(() =>
      store.write((tx) => tx.run(plain("INSERT INTO setting VALUES ('a', datetime('now'))"))),
    ).toThrow(StatementRefused)
  })

  test('too few or too many values', async () => {
    const { store } = await open()
    const insert = 'INSERT INTO setting VALUES (?, ?)'
    expect(() => store.write((tx) => tx.run(plain(insert, 'a')))).toThrow(/1 values for 2/)
    expect(() => store.write((tx) => tx.run(plain(insert, 'a', 'b', 'c')))).toThrow(/3 values for 2/)
  })

  test('everything after it was closed', async () => {
    const made = await open()
    await made.close()
    office = null
    expect(() => made.store.read.all(settings)).toThrow(/closed/)
    expect(() => made.store.write(() => undefined)).toThrow(/closed/)
    await made.store.close()
  })
})

describe('ids', () => {
  test('go on after the highest there is, and a rolled back one is given again', async () => {
    const { store } = await open()
    await store.write((tx) => tx.run(plain('INSERT INTO client (id, name) VALUES (41, ?)', 'Ёлкина')))
    expect(() =>
      store.write((tx) => {
        expect(tx.nextId('client')).toBe(42)
        throw new Error('undone')
      }),
    ).toThrow('undone')
    expect(await store.write((tx) => [tx.nextId('client'), tx.nextId('client'), tx.nextId('phone')])).toEqual(
      [42, 43, 1],
    )
    expect(await store.write((tx) => tx.nextId('client'))).toBe(44)
  })
})

describe('statements', () => {
  test('more than the cache holds still work, old ones again too', async () => {
    const { store } = await open()
    const query = (n: number) => plain<{ n: number }>(`SELECT ${n} AS n`)
    for (let n = 0; n < 900; n += 1) expect(store.read.first(query(n))).toEqual({ n })
    expect(store.read.first(query(0))).toEqual({ n: 0 })
  })

  test('fold a name for a search that reads', async () => {
    const { store } = await open()
    expect(store.read.first(plain('SELECT fold_key(?) AS key', 'ИП «Ёлкина–Смирнова»'))).toEqual({
      key: 'ип елкина смирнова',
    })
  })
})

describe('syncs', () => {
  test('are shared by all who wait together', async () => {
    const files = createFaultyFiles(createFiles(createTimers()))
    const { store } = await open({ files })
    const before = files.syncs()
    await Promise.all(Array.from({ length: 50 }, (_, n) => store.write((tx) => tx.run(setting(`k${n}`)))))
    expect(files.syncs() - before).toBeLessThanOrEqual(2)
  })

  test('of earlier transactions are awaited by one that only read', async () => {
    const files = createFaultyFiles(createFiles(createTimers()))
    const { store } = await open({ files })
    const before = files.syncs()
    void store.write((tx) => tx.run(setting('a')))
    await store.write((tx) => tx.all(settings))
    expect(files.syncs()).toBe(before + 1)
  })
})
