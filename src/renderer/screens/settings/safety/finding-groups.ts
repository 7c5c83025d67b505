import {
  type CheckName,
  moneyChecks,
  type VerifyFinding,
  type VerifyReport,
} from '../../../../shared/contract/verify.ts'
import { formatMoney } from '../../../../shared/money.ts'

/** What one check found, as a screen shows it. */
export interface FindingGroup {
  readonly check: CheckName
  readonly wrong: number
  readonly shown: readonly VerifyFinding[]
  /** How many more there are than are shown. */
  readonly more: number
}

/** Rows of one check that a person looks at; the report on paper has more. */
export const shownOfEach = 8

export const findingGroups = (report: Pick<VerifyReport, 'checks' | 'findings'>): FindingGroup[] =>
  report.checks
    .filter(({ wrong }) => wrong > 0)
    .map(({ check, wrong }) => {
      const shown = report.findings.filter((finding) => finding.check === check).slice(0, shownOfEach)
      return { check, wrong, shown, more: wrong - shown.length }
    })

/** A value of a finding as text, null where there is nothing. */
export const valueText = (check: CheckName, value: VerifyFinding['found']): string | null =>
  typeof value === 'number' && moneyChecks.has(check)
    ? `${formatMoney(value)} ₽`
    : value === null || value === ''
      ? null
      : String(value)

/** Comparisons made, over all checks. */
export const comparisons = (report: Pick<VerifyReport, 'checks'>): number =>
  report.checks.reduce((all, { checked }) => all + checked, 0)
