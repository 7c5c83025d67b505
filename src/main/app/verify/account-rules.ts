import type { Kopecks } from '../../../shared/money.ts'
import type { BillRow, EntryRow, PaymentRow } from '../ports/tables/money-rows.ts'
import type { AccountBooks } from './account-books.ts'
import type { Notes } from './notes.ts'

type Sums = Map<string, Kopecks>

const add = (sums: Sums, key: string, amount_kop: Kopecks): void => {
  sums.set(key, (sums.get(key) ?? 0) + amount_kop)
}

const sumOf = (entries: Iterable<EntryRow>, counts: (entry: EntryRow) => boolean = () => true): Kopecks => {
  let sum_kop = 0
  for (const entry of entries) if (counts(entry)) sum_kop += entry.amount_kop
  return sum_kop
}

const pairOf = (paymentId: number | null, billId: number | null): string => `${paymentId}/${billId}`

/** Money between payments and bills, by pairs of their ids. */
interface Pairs {
  /** By the allocations. */
  readonly allocated: Sums
  /** By the ledger: what payments cover. */
  readonly covered: Sums
  /** By the ledger: what reversals moved back onto a bill. */
  readonly back: Sums
}

const pairsOf = ({ allocations, entries }: AccountBooks): Pairs => {
  const pairs: Pairs = { allocated: new Map(), covered: new Map(), back: new Map() }
  for (const { payment_id, bill_id, amount_kop } of allocations)
    add(pairs.allocated, pairOf(payment_id, bill_id), amount_kop)
  for (const entry of entries) {
    if (entry.bill_id === null || entry.payment_id === null) continue
    const pair = pairOf(entry.payment_id, entry.bill_id)
    if (entry.kind === 'reversal') add(pairs.back, pair, entry.amount_kop)
    else add(pairs.covered, pair, -entry.amount_kop)
  }
  return pairs
}

/**
 * What the reversals gave back of the payments they undo, and what they put onto the bill beside that: a provider's
 * balance that had counted the money owes as much more. A payment's part in a bill comes back as a whole or stays.
 */
const givenBack = (bill: BillRow, reversals: readonly PaymentRow[], pairs: Pairs) => {
  let paid_kop = 0
  let adjusted_kop = 0
  for (const reversal of reversals) {
    const moved_kop = pairs.back.get(pairOf(reversal.id, bill.id)) ?? 0
    const covered_kop = pairs.allocated.get(pairOf(reversal.reverses_id, bill.id)) ?? 0
    const given_kop = Math.min(moved_kop, covered_kop)
    paid_kop += given_kop
    adjusted_kop += moved_kop - given_kop
  }
  return { paid_kop, adjusted_kop }
}

const checkBills = (books: AccountBooks, pairs: Pairs, notes: Notes): void => {
  const { bills, payments } = books
  const entriesOf = Map.groupBy(books.entries, (entry) => entry.bill_id)
  const allocationsOf = Map.groupBy(books.allocations, (allocation) => allocation.bill_id)
  const reversals = payments.filter((payment) => payment.reverses_id !== null)
  for (const bill of bills) {
    const same = (check: Parameters<Notes['same']>[0], expected_kop: Kopecks, found_kop: Kopecks): void =>
      notes.same(check, 'bill', bill.id, expected_kop, found_kop)
    const entries = entriesOf.get(bill.id) ?? []
    const back = givenBack(bill, reversals, pairs)
    let paid_kop = 0 - back.paid_kop
    for (const { amount_kop } of allocationsOf.get(bill.id) ?? []) paid_kop += amount_kop
    const written_kop = sumOf(entries, (entry) => entry.kind === 'adjustment' && entry.payment_id === null)
    same('bill.left', Math.max(0, bill.amount_kop + bill.adjusted_kop - bill.paid_kop), bill.left_kop)
    same('bill.ledger', sumOf(entries), bill.left_kop)
    same(
      'bill.amount',
      sumOf(entries, (entry) => entry.kind === 'charge'),
      bill.amount_kop,
    )
    same('bill.paid', paid_kop, bill.paid_kop)
    same('bill.adjusted', written_kop + back.adjusted_kop, bill.adjusted_kop)
  }
  for (const check of ['bill.left', 'bill.ledger', 'bill.amount', 'bill.paid', 'bill.adjusted'] as const)
    notes.looked(check, bills.length)
}

const checkAllocations = (pairs: Pairs, notes: Notes): void => {
  for (const pair of new Set([...pairs.allocated.keys(), ...pairs.covered.keys()]))
    notes.same(
      'allocation.ledger',
      'payment',
      Number(pair.split('/')[0]),
      pairs.covered.get(pair) ?? 0,
      pairs.allocated.get(pair) ?? 0,
    )
  notes.looked('allocation.ledger', pairs.allocated.size)
}

type Difference = readonly [expected: number | string | null, found: number | string | null]

/** A payment and its twin name each other, and the one undoes all of the other. Null where that is so. */
const pairProblem = (payment: PaymentRow, twin: PaymentRow | undefined): Difference | null => {
  const { reverses_id, reversed_by_id } = payment
  if (reverses_id !== null && reversed_by_id !== null) return [null, `${reverses_id}, ${reversed_by_id}`]
  const twinId = reverses_id ?? reversed_by_id
  if (twinId === null) return null
  if (twin === undefined) return [twinId, null]
  const back = reverses_id === null ? twin.reverses_id : twin.reversed_by_id
  if (back !== payment.id) return [payment.id, back]
  if (twin.sum_kop !== -payment.sum_kop) return [-twin.sum_kop, payment.sum_kop]
  if (twin.fee_kop !== -payment.fee_kop) return [-twin.fee_kop, payment.fee_kop]
  return reverses_id !== null && (payment.reason ?? '') === '' ? ['reason', null] : null
}

const checkPayments = ({ payments, entries }: AccountBooks, notes: Notes): void => {
  const byId = new Map(payments.map((payment) => [payment.id, payment]))
  const entriesOf = Map.groupBy(entries, (entry) => entry.payment_id)
  for (const payment of payments) {
    const own = entriesOf.get(payment.id) ?? []
    const undone = payment.reverses_id === null ? [] : (entriesOf.get(payment.reverses_id) ?? [])
    const isMove = (entry: EntryRow): boolean =>
      entry.kind === (payment.reverses_id === null ? 'payment' : 'reversal')
    notes.same(
      'payment.ledger',
      'payment',
      payment.id,
      0 - sumOf([...own, ...undone], isMove),
      payment.sum_kop,
    )
    const free = own.filter((entry) => entry.bill_id === null)
    const taken_kop = 0 - sumOf(free, (entry) => entry.kind === 'payment' && entry.amount_kop < 0)
    notes.same('payment.advance', 'payment', payment.id, taken_kop, payment.advance_kop)
    notes.same('payment.advance', 'payment', payment.id, 0 - sumOf(free), payment.advance_left_kop)
    const unfit = pairProblem(payment, byId.get(payment.reverses_id ?? payment.reversed_by_id ?? 0))
    if (unfit !== null) notes.wrong('payment.reversal', 'payment', payment.id, ...unfit)
  }
  for (const check of ['payment.ledger', 'payment.advance', 'payment.reversal'] as const)
    notes.looked(check, payments.length)
}

const checkBalance = ({ account, bills, payments, entries }: AccountBooks, notes: Notes): void => {
  const debt_kop = bills.reduce((all, bill) => all + Math.max(0, bill.left_kop), 0)
  const advance_kop = payments.reduce((all, payment) => all + Math.max(0, payment.advance_left_kop), 0)
  notes.same('account.debt', 'account', account.id, debt_kop, account.debt_kop)
  notes.same('account.advance', 'account', account.id, advance_kop, account.advance_kop)
  const balance_kop = account.debt_kop - account.advance_kop
  notes.same('account.ledger', 'account', account.id, sumOf(entries), balance_kop)
  for (const check of ['account.debt', 'account.advance', 'account.ledger'] as const) notes.looked(check, 1)
}

const checkOwners = ({ bills, payments, entries }: AccountBooks, notes: Notes): void => {
  const billIds = new Set(bills.map((bill) => bill.id))
  const paymentIds = new Set(payments.map((payment) => payment.id))
  for (const { id, account_id, bill_id, payment_id } of entries) {
    const strange =
      (bill_id !== null && !billIds.has(bill_id)) || (payment_id !== null && !paymentIds.has(payment_id))
    if (strange) notes.wrong('entry.account', 'entry', id, account_id, pairOf(payment_id, bill_id))
  }
  notes.looked('entry.account', entries.length)
}

/** Recomputes all that follows from one account's ledger and compares it with what is stored beside it. */
export const checkAccount = (books: AccountBooks, notes: Notes): void => {
  const pairs = pairsOf(books)
  checkBills(books, pairs, notes)
  checkAllocations(pairs, notes)
  checkPayments(books, notes)
  checkBalance(books, notes)
  checkOwners(books, notes)
}
