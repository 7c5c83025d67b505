import type { OpenProblem } from './open-problem.ts'

const sinceText = (since: number | null): string =>
  since === null ? '' : ` since ${new Date(since).toISOString()}`

/** Why the office was not opened, in words for a terminal. */
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
