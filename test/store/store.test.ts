import { afterEach, describe, expect, test } from 'vitest'
import { sql } from '../../src/main/app/ports/sql.ts'
import { type OfficeStore, openOfficeStore } from '../fakes/office-store.ts'

const small = [
  {
    schema: 1,
    name: 'small',
    sql: 'CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT; CREATE TABLE log (id INTEGER PRIMARY KEY, at INTEGER, details TEXT) STRICT;',
  },
]

let office: OfficeStore | null = null

async function open(): Promise<OfficeStore> {
  office = await openOfficeStore({ migrations: small })
  return office
}

afterEach(async () => {
  await office?.close()
  office = null
})

describe('a transaction', () => {
  test('is readable at once and survives a reopening', async () => {
    const { store } = await open()
    const acknowledged = store.write((tx) => {
      tx.run(sql.insertInto('setting').values({ key: 'town', value: 'Тихорецк' }))
      return 7
    })
    expect(store.read.first(sql.selectFrom('setting').selectAll())).toEqual({
      key: 'town',
      value: 'Тихорецк',
    })
    expect(await acknowledged).toBe(7)
  })

  test('that throws leaves nothing and throws what was thrown', async () => {
    const { store } = await open()
    const bug = new Error('no')
    expect(() =>
      store.write((tx) => {
        tx.run(sql.insertInto('setting').values({ key: 'a', value: 'b' }))
        throw bug
      }),
    ).toThrow(bug)
    expect(store.read.all(sql.selectFrom('setting').selectAll())).toEqual([])
  })
})
