import { z } from 'zod'
import { command, InstantMs, Nothing } from './define.ts'

/** What is recomputed and compared, in the order in which a report names it. */
export const checkNames = [
  'bill.left',
  'bill.ledger',
  'bill.amount',
  'bill.paid',
  'bill.adjusted',
  'account.debt',
  'account.advance',
  'account.ledger',
  'payment.ledger',
  'payment.advance',
  'payment.reversal',
  'payment.number',
  'allocation.ledger',
  'entry.account',
  'visit.sums',
  'shift.till',
  'registry.row',
  'registry.count',
  'log.chain',
  'log.payment',
  'reference',
  'message.parts',
  'message.args',
  'part.state',
  'occurrence.message',
  'order.payment',
  'search.key',
  'fold.key',
] as const

export const CheckName = z.enum(checkNames)
export type CheckName = (typeof checkNames)[number]

/** Checks whose `expected` and `found` are kopecks where they are numbers. */
export const moneyChecks: ReadonlySet<CheckName> = new Set([
  'bill.left',
  'bill.ledger',
  'bill.amount',
  'bill.paid',
  'bill.adjusted',
  'account.debt',
  'account.advance',
  'account.ledger',
  'payment.ledger',
  'payment.advance',
  'allocation.ledger',
  'visit.sums',
  'shift.till',
])

const Value = z.union([z.number(), z.string(), z.null()])

/** One place where the office's records differ; `id` is of the row of `table` that does not fit. */
export const VerifyFinding = z.strictObject({
  check: CheckName,
  table: z.string(),
  id: z.int(),
  expected: Value,
  found: Value,
})
export type VerifyFinding = z.output<typeof VerifyFinding>

export const VerifyReport = z.strictObject({
  /** How many rows each check looked at, and how many of them differ. */
  checks: z.array(z.strictObject({ check: CheckName, checked: z.int(), wrong: z.int() })),
  /** The first of what differs, a bounded number for each check. */
  findings: z.array(VerifyFinding),
})
export type VerifyReport = z.output<typeof VerifyReport>

export const verifyCalls = {
  /** Recomputes what follows from the ledger and compares; changes nothing. Its progress comes as the job `verify`. */
  'verify.run': command(
    Nothing,
    VerifyReport.extend({
      at: InstantMs,
      /** What the office takes on its disk, octets. */
      size: z.int(),
    }),
  ),
}
