import { describe, expect, test } from 'vitest'
import { insertion } from '../../../src/main/app/ports/bulk.ts'
import { prepared } from '../../../src/main/app/ports/prepared.ts'
import { sql } from '../../../src/main/app/ports/sql.ts'

const bills = prepared((given: { from: string; accountId: number }) =>
  sql
    .selectFrom('bill')
    .selectAll()
    .where('account_id', '=', given.accountId)
    .where('due_day', '>=', given.from)
    .where('kind', '=', 'charge')
    .where('due_day', '!=', given.from)
    .limit(7),
)

describe('a prepared query', () => {
  test('binds the values of each use in the order of the text, and has in the text what is always the same', () => {
    const first = bills({ accountId: 5, from: '2026-11-01' }).compile()
    const second = bills({ accountId: 6, from: '2026-12-01' }).compile()
    expect(first.parameters).toEqual([5, '2026-11-01', '2026-11-01'])
    expect(second.parameters).toEqual([6, '2026-12-01', '2026-12-01'])
    expect(first.sql).toContain(
      `"account_id" = ? and "due_day" >= ? and "kind" = 'charge' and "due_day" != ? limit 7`,
    )
    expect(second.sql).toBe(first.sql)
  })

  test('binds a word that would have to be escaped in the text', () => {
    const named = prepared((given: { id: number }) =>
      sql.selectFrom('client').selectAll().where('id', '=', given.id).where('name', '=', `О'Нил?`),
    )
    const { sql: text, parameters } = named({ id: 3 }).compile()
    expect({ places: text.split('?').length - 1, parameters }).toEqual({
      places: 2,
      parameters: [3, `О'Нил?`],
    })
  })

  test('has the text that Kysely would give each time, and is built only once', () => {
    let built = 0
    const query = prepared((given: { id: number }) => {
      built += 1
      return sql.selectFrom('client').selectAll().where('id', '=', given.id)
    })
    const texts = [1, 2, 3].map((id) => query({ id }).compile().sql)
    expect(new Set(texts)).toEqual(
      new Set([sql.selectFrom('client').selectAll().where('id', '=', 1).compile().sql]),
    )
    expect(built).toBe(1)
  })
})

describe('the INSERT of one row', () => {
  test('has the text and the values that Kysely would give', () => {
    const row = { id: 3, payment_id: 4, bill_id: 5, amount_kop: 600 }
    const insert = insertion('allocation', ['id', 'payment_id', 'bill_id', 'amount_kop'])
    const { sql: text, parameters } = insert(row).compile()
    const usual = sql.insertInto('allocation').values(row).compile()
    expect({ text, parameters }).toEqual({ text: usual.sql, parameters: usual.parameters })
  })
})
