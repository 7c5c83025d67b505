import {
  type CheckName,
  checkNames,
  type VerifyFinding,
  type VerifyReport,
} from '../../../shared/contract/verify.ts'
import type { TableName } from '../ports/tables.ts'

type Value = VerifyFinding['expected']

/** What the passes over the office write down. */
export interface Notes {
  /** `rows` more were looked at by this check. */
  looked(check: CheckName, rows: number): void
  /** A row that does not fit: what it should say, and what it says. */
  wrong(check: CheckName, table: TableName, id: number, expected: Value, found: Value): void
  /** The same, where the two differ. */
  same(check: CheckName, table: TableName, id: number, expected: Value, found: Value): void
}

/** Findings kept of one check; the others are counted. */
export const findings_max = 200

export const createNotes = (): Notes & { report(): VerifyReport } => {
  const counts = new Map(checkNames.map((check) => [check, { checked: 0, wrong: 0 }]))
  const findings: VerifyFinding[] = []
  const of = (check: CheckName) => counts.get(check) ?? { checked: 0, wrong: 0 }
  const wrong: Notes['wrong'] = (check, table, id, expected, found) => {
    const count = of(check)
    count.wrong += 1
    if (count.wrong <= findings_max) findings.push({ check, table, id, expected, found })
  }
  return {
    looked: (check, rows) => {
      of(check).checked += rows
    },
    wrong,
    same: (check, table, id, expected, found) => {
      if (expected !== found) wrong(check, table, id, expected, found)
    },
    report: () => ({ checks: checkNames.map((check) => ({ check, ...of(check) })), findings }),
  }
}
