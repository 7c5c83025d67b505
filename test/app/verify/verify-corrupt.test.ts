import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Store } from '../../../src/main/app/ports/store.ts'
import { findings_max } from '../../../src/main/app/verify/notes.ts'
import { verifySteps } from '../../../src/main/app/verify/verify-office.ts'
import { createDigests } from '../../../src/main/platform/digests.ts'
import type { VerifyFinding, VerifyReport } from '../../../src/shared/contract/verify.ts'
import { plain, reopen } from '../../fakes/office-store.ts'
import { busyOffice, unfitChecks } from './rig.ts'

let folder: string
let store: Store

beforeAll(async () => {
  const office = await busyOffice()
  folder = office.folder
  await office.core.stop()
  store = (await reopen(folder)).store
})

afterAll(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

class Undo extends Error {}

/** What is found after these changes, which are then taken back. */
const spoil = (...changes: readonly string[]): VerifyReport => {
  const seen: VerifyReport[] = []
  const undone = (): void => {
    void store.write((tx) => {
      for (const change of changes) tx.run(plain(change))
      const steps = verifySteps(tx, createDigests())
      for (let step = steps.next(); ; step = steps.next()) {
        if (step.done !== true) continue
        seen.push(step.value)
        throw new Undo()
      }
    })
  }
  expect(undone).toThrow(Undo)
  const [report] = seen
  if (report === undefined) throw new Error('nothing was reported')
  return report
}

const first = (table: string, where: string): number =>
  store.read.first<{ id: number }>(plain(`SELECT "id" FROM "${table}" WHERE ${where} ORDER BY "id" LIMIT 1`))
    ?.id ?? 0

const findingOf = (report: VerifyReport, check: string): VerifyFinding | undefined =>
  report.findings.find((finding) => finding.check === check)

test('the office that is going to be spoilt is whole', () => {
  expect(unfitChecks(spoil())).toEqual([])
})

test('a part known to have left by the card’s mark alone needs no reference', () => {
  const part = `"id" = (SELECT min("id") FROM "part" WHERE "status" IN ('accepted', 'delivered'))`
  const marked = spoil(
    `UPDATE "part" SET "status" = 'accepted', "reference" = NULL, "accepted_at" = 1 WHERE ${part}`,
  )
  expect(findingOf(marked, 'part.state')).toBeUndefined()
})

const paidBill = `"bill" SET %s WHERE "id" = (SELECT min("bill_id") FROM "allocation")`
const bill = (change: string): string => `UPDATE ${paidBill.replace('%s', change)}`
const oneAccount = '(SELECT min("account_id") FROM "payment")'

const spoilt: readonly { readonly what: string; readonly sql: string; readonly found: readonly string[] }[] =
  [
    {
      what: 'what is left of a bill',
      sql: bill('"left_kop" = "left_kop" + 1'),
      found: ['bill.left', 'bill.ledger', 'account.debt'],
    },
    {
      what: 'what is paid of a bill, with what is left of it',
      sql: bill('"paid_kop" = "paid_kop" - 500, "left_kop" = "left_kop" + 500'),
      found: ['bill.ledger', 'bill.paid', 'account.debt'],
    },
    {
      what: 'what is paid of a bill, hidden in a write-off',
      sql: bill('"paid_kop" = "paid_kop" - 500, "adjusted_kop" = "adjusted_kop" - 500'),
      found: ['bill.paid', 'bill.adjusted'],
    },
    {
      what: 'the sum of a bill',
      sql: bill('"amount_kop" = "amount_kop" + 500, "paid_kop" = "paid_kop" + 500'),
      found: ['bill.amount', 'bill.paid'],
    },
    {
      what: 'the debt of an account',
      sql: `UPDATE "account" SET "debt_kop" = "debt_kop" - 100 WHERE "id" = ${oneAccount}`,
      found: ['account.debt', 'account.ledger'],
    },
    {
      what: 'the advance of an account',
      sql: `UPDATE "account" SET "advance_kop" = "advance_kop" + 100 WHERE "id" = ${oneAccount}`,
      found: ['account.advance', 'account.ledger'],
    },
    {
      what: 'the sum of a payment',
      sql: 'UPDATE "payment" SET "sum_kop" = "sum_kop" + 100 WHERE "id" = 1',
      found: ['payment.ledger', 'payment.reversal', 'visit.sums'],
    },
    {
      what: 'what is left of an advance',
      sql: 'UPDATE "payment" SET "advance_left_kop" = 700 WHERE "id" = 1',
      found: ['account.advance', 'payment.advance'],
    },
    {
      what: 'the advance that a payment began with',
      sql: 'UPDATE "payment" SET "advance_kop" = "advance_kop" + 1 WHERE "id" = 2',
      found: ['payment.advance'],
    },
    {
      what: 'an allocation',
      sql: 'UPDATE "allocation" SET "amount_kop" = "amount_kop" + 1 WHERE "id" = (SELECT max("id") FROM "allocation")',
      found: ['bill.paid', 'allocation.ledger'],
    },
    {
      what: 'a line of the ledger',
      sql: `UPDATE "entry" SET "amount_kop" = "amount_kop" - 1 WHERE "id" = (SELECT min("id") FROM "entry" WHERE "kind" = 'charge')`,
      found: ['bill.ledger', 'bill.amount', 'account.ledger'],
    },
    {
      what: "a line of the ledger that names another account's bill",
      sql: `UPDATE "entry" SET "bill_id" = (SELECT max("id") FROM "bill") WHERE "id" = (SELECT min("id") FROM "entry" WHERE "kind" = 'charge')`,
      found: ['bill.ledger', 'bill.amount', 'entry.account'],
    },
    {
      what: 'a reversal that no longer names what it undoes',
      sql: 'UPDATE "payment" SET "reversed_by_id" = NULL WHERE "id" = 1',
      found: ['payment.reversal'],
    },
    {
      what: 'a reversal without its reason',
      sql: `UPDATE "payment" SET "reason" = '' WHERE "reverses_id" = 1`,
      found: ['payment.reversal'],
    },
    {
      what: 'the number of a payment',
      sql: 'UPDATE "payment" SET "number" = 4000 WHERE "id" = (SELECT max("id") FROM "payment")',
      found: ['payment.number'],
    },
    {
      what: 'the change given in a visit',
      sql: 'UPDATE "visit" SET "change_kop" = 1 WHERE "id" = 1',
      found: ['visit.sums'],
    },
    {
      what: 'what a closed shift should have in its till',
      sql: 'UPDATE "shift" SET "expected_kop" = "expected_kop" + 1 WHERE "id" = 1',
      found: ['shift.till'],
    },
    {
      what: 'a second open shift',
      sql: 'UPDATE "shift" SET "closed_at" = NULL WHERE "id" = 1',
      found: ['shift.till'],
    },
    {
      what: 'the key of a posted row',
      sql: `UPDATE "registry_row" SET "row_key" = 'other' WHERE "id" = 1`,
      found: ['registry.row'],
    },
    {
      what: 'a posted row that says it waits',
      sql: `UPDATE "registry_row" SET "state" = 'new' WHERE "id" = 1`,
      found: ['registry.count'],
    },
    {
      what: 'a line of the log',
      sql: `UPDATE "log" SET "details" = '{}' WHERE "id" = 3`,
      found: ['log.chain'],
    },
    { what: 'a line gone from the log', sql: 'DELETE FROM "log" WHERE "id" = 2', found: ['log.chain'] },
    {
      what: 'an account without its client',
      sql: `UPDATE "account" SET "client_id" = 999999 WHERE "id" = (SELECT max("id") FROM "account")`,
      found: ['reference', 'search.key'],
    },
    {
      what: 'a link to a phone that is gone',
      sql: 'UPDATE "link" SET "phone_id" = 999999 WHERE "id" = 1',
      found: ['reference'],
    },
    {
      what: 'a message that says it left, its part that it waits',
      sql: `UPDATE "part" SET "status" = 'ready', "reference" = NULL WHERE "id" = (SELECT min("id") FROM "part")`,
      found: ['message.parts'],
    },
    {
      what: 'a part gone from a message',
      sql: 'UPDATE "message" SET "parts" = "parts" + 1 WHERE "id" = (SELECT min("message_id") FROM "part")',
      found: ['message.parts'],
    },
    {
      what: 'a part that the network took without a reference and without the card’s word',
      sql: `UPDATE "part" SET "status" = 'accepted', "reference" = NULL, "accepted_at" = NULL WHERE "id" = (SELECT min("id") FROM "part")`,
      found: ['message.parts', 'part.state'],
    },
    {
      what: 'what a message is about',
      sql: `UPDATE "message" SET "args" = '{"kind":"debt"' WHERE "id" = 1`,
      found: ['message.args'],
    },
    {
      what: 'a reminder that says it left without a message',
      sql: `UPDATE "occurrence" SET "status" = 'queued' WHERE "id" = (SELECT max("id") FROM "occurrence" WHERE "status" = 'planned')`,
      found: ['occurrence.message'],
    },
    {
      what: 'an order that says it is paid',
      sql: `UPDATE "pay_order" SET "status" = 'paid' WHERE "id" = 1`,
      found: ['order.payment'],
    },
    {
      what: 'a card that the search would not find',
      sql: `DELETE FROM "search_key" WHERE "client_id" = 7 AND "kind" = 'word'`,
      found: ['search.key'],
    },
    {
      what: 'a name whose key was not folded again',
      sql: `UPDATE "client" SET "name_key" = 'x' WHERE "id" = 7`,
      found: ['fold.key'],
    },
  ]

describe('it finds and names', () => {
  test.each(spoilt)('$what', ({ sql, found }) => {
    expect(unfitChecks(spoil(sql))).toEqual(found)
  })

  test('a payment without its line in the log, and a gap in the numbers', () => {
    const last = first('payment', '"id" = (SELECT max("id") FROM "payment")')
    const report = spoil(
      `DELETE FROM "log" WHERE "subject" = 'payment' AND "subject_id" = 1`,
      `UPDATE "payment" SET "number" = "number" + 100 WHERE "id" = ${last}`,
    )
    expect(findingOf(report, 'log.payment')).toMatchObject({ table: 'payment', id: 1 })
    expect(findingOf(report, 'payment.number')).toMatchObject({ table: 'payment', id: last })
  })

  test('the row, what it should say and what it says', () => {
    const id = first('account', '"debt_kop" > 0')
    const report = spoil(`UPDATE "account" SET "debt_kop" = 123 WHERE "id" = ${id}`)
    expect(findingOf(report, 'account.debt')).toMatchObject({ table: 'account', id, found: 123 })
    expect(Number(findingOf(report, 'account.debt')?.expected)).toBeGreaterThan(123)
  })

  test('a reference by its column, its table and the id that is gone', () => {
    const report = spoil('UPDATE "link" SET "account_id" = 999999 WHERE "id" = 2')
    expect(findingOf(report, 'reference')).toEqual({
      check: 'reference',
      table: 'link',
      id: 2,
      expected: 'account_id → account 999999',
      found: null,
    })
  })
})

test('of much that is wrong it counts all and keeps the first', () => {
  const report = spoil('UPDATE "account" SET "debt_kop" = "debt_kop" + 1')
  const accounts = store.read.all(plain('SELECT "id" FROM "account"')).length
  const count = report.checks.find(({ check }) => check === 'account.debt')
  expect(count).toEqual({ check: 'account.debt', checked: accounts, wrong: accounts })
  expect(report.findings.filter(({ check }) => check === 'account.debt')).toHaveLength(findings_max)
})

test('no finding carries a name, an address or a number of a person', () => {
  const report = spoil(
    `DELETE FROM "search_key" WHERE "client_id" < 50`,
    `UPDATE "client" SET "name_key" = 'x' WHERE "id" < 50`,
    `UPDATE "part" SET "recipient" = '+70000000000'`,
  )
  const clients = store.read.all<{ name: string }>(plain('SELECT "name" FROM "client" WHERE "id" < 50'))
  const text = JSON.stringify(report)
  for (const { name } of clients) expect(text).not.toContain(name.split(' ')[0])
  expect(text).not.toContain('+7')
})

test('it yields after few rows at a time, its progress never goes back and ends at the whole', () => {
  const seen: number[] = []
  let total = 0
  for (const step of verifySteps(store.read, createDigests())) {
    seen.push(step.done)
    total = step.total
  }
  expect(seen.length).toBeGreaterThan(40)
  expect(seen).toEqual([...seen].sort((left, right) => left - right))
  expect(seen.at(-1)).toBe(total)
})
