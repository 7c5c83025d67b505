import { moneyChecks, type VerifyFinding, type VerifyReport } from '../../../shared/contract/verify.ts'
import { formatMachineMoney } from '../../../shared/money.ts'

const valueText = ({ check }: VerifyFinding, value: VerifyFinding['found']): string => {
  if (value === null) return 'nothing'
  if (typeof value !== 'number') return value
  return moneyChecks.has(check) ? formatMachineMoney(value) : String(value)
}

const findingLine = (finding: VerifyFinding): string =>
  `  ${finding.table} ${finding.id}: should be ${valueText(finding, finding.expected)}, is ${valueText(finding, finding.found)}`

/** What was compared and what differs, a line each; ids and sums only. */
export const reportText = (report: VerifyReport, size: number): string => {
  const wrong = report.checks.filter((check) => check.wrong > 0)
  const lines = wrong.flatMap(({ check, checked, wrong: count }) => {
    const own = report.findings.filter((finding) => finding.check === check)
    const more = count > own.length ? [`  … and ${count - own.length} more`] : []
    return [`${check}: ${count} differ, ${checked} looked at`, ...own.map(findingLine), ...more]
  })
  const looked = report.checks.reduce((all, check) => all + check.checked, 0)
  const head = `${report.checks.length} checks, ${looked} comparisons, ${(size / 1024 / 1024).toFixed(1)} MB on disk.`
  const end =
    wrong.length === 0
      ? 'Everything agrees.'
      : 'The records differ. Delete nothing, copy the whole folder of the office, and ask for help.'
  return `${[head, ...lines, end].join('\n')}\n`
}
