import type { RunResult } from './run.ts'

const timeOf = (run: RunResult, calm_s: number | null): string => {
  if (run.time_s === null) return 'did not end'
  const lost_s = calm_s === null ? 0 : Math.max(0, run.time_s - calm_s)
  return `${run.time_s.toFixed(0)} s (+${lost_s.toFixed(0)})`
}

const told = (run: RunResult): string =>
  [
    `${run.once} once`,
    run.duplicate > 0 ? `**${run.duplicate} twice**` : '',
    run.lost > 0 ? `**${run.lost} lost**` : '',
    run.uncertain > 0 ? `${run.uncertain} told uncertain` : '',
    run.failed > 0 ? `${run.failed} told failed` : '',
    run.falseFailures > 0 ? `**${run.falseFailures} arrived and told failed**` : '',
    run.waiting > 0 ? `${run.waiting} still waiting` : '',
  ]
    .filter((word) => word !== '')
    .join(', ')

/** The runs as a Markdown table, a row a fault, a pair of columns a sender; the time lost is against its own calm run. */
export const faultTable = (runs: readonly RunResult[]): string => {
  const senders = [...new Set(runs.map(({ sender }) => sender))]
  const faults = [...new Set(runs.map(({ scenario }) => scenario))]
  const of = (sender: string, scenario: string): RunResult | undefined =>
    runs.find((run) => run.sender === sender && run.scenario === scenario)
  const calm_s = (sender: string): number | null => of(sender, faults[0] ?? '')?.time_s ?? null
  const cell = (sender: string, scenario: string): string => {
    const run = of(sender, scenario)
    return run === undefined ? '' : `${told(run)}; ${timeOf(run, calm_s(sender))}`
  }
  return [
    `| fault | ${senders.join(' | ')} |`,
    `|---|${senders.map(() => '---|').join('')}`,
    ...faults.map((fault) => `| ${fault} | ${senders.map((sender) => cell(sender, fault)).join(' | ')} |`),
    '',
  ].join('\n')
}
