import { sql } from '../../src/main/app/ports/sql.ts'
import type { Writer } from '../../src/main/app/ports/store.ts'

const day = '2026-11-20'
const at = Date.UTC(2026, 10, 20, 9)
const hash = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'

/** Accounts `from` … `from + count - 1`, each with one open bill. */
export function addBills(tx: Writer, from: number, count: number): void {
  for (let id = from; id < from + count; id += 1) {
    tx.run(sql.insertInto('account').values(accountRow(id)))
    tx.run(sql.insertInto('bill').values(billRow(id)))
  }
}

function accountRow(id: number) {
  const number = String(1_000_000 + id)
  return {
    id,
    service_id: 1,
    number,
    number_key: number,
    client_id: id,
    holder: 'Константинопольская А. В.',
    address: `ул. Ленина, д. ${id % 200}, кв. ${id % 90}`,
    debt_kop: 512_340,
    advance_kop: 0,
    debt_day: '2026-11-25',
    created_at: at,
  }
}

function billRow(id: number) {
  return {
    id,
    account_id: id,
    registry_id: 1,
    kind: 'charge' as const,
    period: '2026-10',
    amount_kop: 512_340,
    paid_kop: 0,
    adjusted_kop: 0,
    left_kop: 512_340,
    issued_day: '2026-11-01',
    due_day: '2026-11-25',
    row_key: `1:${id}:2026-10`,
    silenced: 0,
    created_at: at,
  }
}

/** What a payment at the desk writes: two reads, nine changes. */
export function pay(tx: Writer, account_id: number): number {
  const sum_kop = 100
  const account = tx.first(sql.selectFrom('account').select(['debt_kop']).where('id', '=', account_id))
  const bill = tx.first(
    sql
      .selectFrom('bill')
      .select(['id', 'left_kop'])
      .where('account_id', '=', account_id)
      .where('left_kop', '>', 0)
      .orderBy('due_day')
      .limit(1),
  )
  if (account === undefined || bill === undefined) throw new Error('no such account')
  const visit_id = tx.nextId('visit')
  const payment_id = tx.nextId('payment')
  addVisit(tx, visit_id, sum_kop)
  addPayment(tx, payment_id, visit_id, account_id, account.debt_kop, sum_kop)
  tx.run(
    sql
      .insertInto('allocation')
      .values({ id: tx.nextId('allocation'), payment_id, bill_id: bill.id, amount_kop: sum_kop }),
  )
  const entry = {
    account_id,
    kind: 'payment' as const,
    amount_kop: -sum_kop,
    bill_id: bill.id,
    payment_id,
    day,
    at,
  }
  tx.run(sql.insertInto('entry').values({ id: tx.nextId('entry'), ...entry }))
  tx.run(
    sql
      .updateTable('bill')
      .set((eb) => ({ paid_kop: eb('paid_kop', '+', sum_kop), left_kop: eb('left_kop', '-', sum_kop) }))
      .where('id', '=', bill.id),
  )
  tx.run(
    sql
      .updateTable('account')
      .set({ debt_kop: account.debt_kop - sum_kop })
      .where('id', '=', account_id),
  )
  addTraces(tx, payment_id)
  return payment_id
}

function addVisit(tx: Writer, id: number, sum_kop: number): void {
  const money = { sum_kop, fee_kop: 0, total_kop: sum_kop, received_kop: sum_kop, change_kop: 0 }
  const row = {
    id,
    shift_id: 1,
    operator_id: 1,
    at,
    day,
    tender: 'cash' as const,
    ...money,
    printed_at: null,
  }
  tx.run(sql.insertInto('visit').values(row))
}

function addPayment(
  tx: Writer,
  id: number,
  visit_id: number,
  account_id: number,
  debt_kop: number,
  sum_kop: number,
): void {
  const row = {
    id,
    number: id,
    visit_id,
    account_id,
    sum_kop,
    fee_kop: 0,
    advance_kop: 0,
    advance_left_kop: 0,
    debt_before_kop: debt_kop,
    debt_after_kop: debt_kop - sum_kop,
    counting_day: day,
    crediting_day: '2026-11-24',
    at,
    day,
    reverses_id: null,
    reversed_by_id: null,
    reason: null,
    order_id: null,
    phone_id: null,
  }
  tx.run(sql.insertInto('payment').values(row))
}

function addTraces(tx: Writer, payment_id: number): void {
  const trace = { at, operator_id: 1, action: 'payment', subject: 'payment', subject_id: payment_id }
  const chained = { details: '{"sum_kop":100}', previous_hash: hash, hash }
  tx.run(sql.insertInto('log').values({ id: tx.nextId('log'), ...trace, ...chained }))
  const result = {
    operator_id: 1,
    call: 'payments.take',
    input_hash: hash,
    result: `{"paymentId":${payment_id}}`,
    at,
  }
  tx.run(sql.insertInto('command_result').values({ key: `key-${payment_id}`, ...result }))
  const setting = sql.insertInto('setting').values({ key: 'last_number', value: String(payment_id) })
  tx.run(setting.onConflict((conflict) => conflict.column('key').doUpdateSet({ value: String(payment_id) })))
}
