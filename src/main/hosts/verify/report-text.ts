import { moneyChecks, type VerifyFinding, type VerifyReport } from '../../../shared/contract/verify.ts'
import { formatMachineMoney } from '../../../shared/money.ts'
import type { OpenProblem } from '../../store/open-problem.ts'

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

const sinceText = (since: number | null): string =>
  since === null ? '' : ` since ${new Date(since).toISOString()}`

/** Why the office was not opened, in words. */
export const problemText = (problem: OpenProblem): string => {
  switch (problem.code) {
    case 'locked': {
      const { host, pid, since } = problem.details.holder
      const where = host === null ? 'by another program' : `on ${host} by process ${pid ?? '?'}`
      return `the office is open ${where}${sinceText(since)}: close it there, or check it in its settings`
    }
    case 'damaged':
      return `a file of the office is damaged (${problem.details.reason}): ${problem.details.file}`
    case 'newer-schema':
      return `the office was kept by a newer program: it needs ${problem.details.needs}`
    case 'read-only':
      return `the office's folder cannot be written: ${problem.details.file}`
    case 'io':
      return `the office's files cannot be used (${problem.details.reason}): ${problem.details.file}`
  }
}
