import type { VerifyReport } from '../../../shared/contract/verify.ts'
import type { Digests } from '../ports/digests.ts'
import type { Reader } from '../ports/store.ts'
import { accountPass } from './account-pass.ts'
import { logPass } from './log-pass.ts'
import { messagePass, occurrencePass, orderPass } from './message-pass.ts'
import { createNotes } from './notes.ts'
import { lastId, type Pass } from './pass.ts'
import { referencePasses } from './reference-pass.ts'
import { registryPass, registryRowPass } from './registry-pass.ts'
import { searchPass } from './search-pass.ts'
import { paymentNumberPass, shiftPass, visitPass } from './visit-pass.ts'

const passes: readonly Pass[] = [
  accountPass,
  visitPass,
  paymentNumberPass,
  shiftPass,
  registryRowPass,
  registryPass,
  logPass,
  messagePass,
  occurrencePass,
  orderPass,
  searchPass,
  ...referencePasses,
]

export interface VerifyProgress {
  readonly done: number
  readonly total: number
}

/**
 * Recomputes what follows from the ledger and compares it with what is stored: balances, sums of payments and visits,
 * reversals, posted rows, the chained log, references between tables, messages and their parts, search keys. Reads
 * only. It stops between slices of a few milliseconds, in which the office may go on working.
 */
export function* verifySteps(read: Reader, digests: Digests): Generator<VerifyProgress, VerifyReport> {
  const notes = createNotes()
  const tables = passes.flatMap((pass) => pass.tables)
  const total = tables.reduce((all, table) => all + lastId(read, table), 0)
  let done = 0
  for (const pass of passes) {
    for (const rows of pass.run({ read, digests, notes })) {
      done += rows
      yield { done: Math.min(done, total), total }
    }
  }
  return notes.report()
}

/**
 * `verifySteps` to its end. `pause` is waited for after every slice (given none, it never lets go); `progress` hears
 * of every slice, in ids left behind.
 */
export const verifyOffice = async (
  read: Reader,
  digests: Digests,
  pause: () => Promise<void> = () => Promise.resolve(),
  progress: (at: VerifyProgress) => void = () => undefined,
): Promise<VerifyReport> => {
  const steps = verifySteps(read, digests)
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return step.value
    progress(step.value)
    await pause()
  }
}

/** How many rows differ, over all checks. */
export const wrongRows = (report: VerifyReport): number =>
  report.checks.reduce((all, check) => all + check.wrong, 0)
