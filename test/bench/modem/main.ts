import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { machineNow } from '../machine.ts'
import { rowLine } from '../row.ts'
import { type Scenario, scenarios } from './faults.ts'
import { gammuSmsd } from './gammu-smsd.ts'
import { kvitok } from './kvitok.ts'
import { modemRates } from './rates.ts'
import { type RunResult, runOnce } from './run.ts'
import { type Sender, shortMessages } from './sender.ts'
import { smstools } from './smstools.ts'
import { faultTable } from './table.ts'

const { values, positionals } = parseArgs({
  options: {
    messages: { type: 'string', default: '100' },
    only: { type: 'string' },
    /** Leaves out the faults, or the rates. */
    part: { type: 'string' },
    limit: { type: 'string', default: '420' },
    /** Tells the faults as a table for docs/modem-faults.md too. */
    table: { type: 'boolean', default: false },
  },
  allowPositionals: true,
})

const say = (text: string): void => {
  process.stderr.write(`${text}\n`)
}

const senders: readonly Sender[] = [kvitok, smstools, gammuSmsd]
const messages = shortMessages(Number(values.messages))
const scratch = await mkdtemp(join(tmpdir(), 'kvitok-modem-bench-'))

const line = (run: RunResult): string => {
  const time = run.time_s === null ? 'not in time' : `${run.time_s.toFixed(1)} s`
  const counts = `once ${run.once}, duplicate ${run.duplicate}, lost ${run.lost}, failed ${run.failed}`
  const doubts = `uncertain ${run.uncertain}, false failures ${run.falseFailures}, waiting ${run.waiting}`
  return `${run.sender.padEnd(12)} ${run.scenario}: ${counts}, ${doubts}; ${time}, processor ${run.cpu_s.toFixed(2)} s`
}

const chosen = scenarios.filter(({ name }) => values.only === undefined || name.includes(values.only))
const wanted = senders.filter(({ name }) => positionals.length === 0 || positionals.includes(name))

/** All wait far more than they work: the faults go on together, after a run by itself in which nothing goes wrong. */
const runAll = async (sender: Sender, index: number): Promise<RunResult[]> => {
  const one = async (scenario: Scenario, number: number): Promise<RunResult> => {
    const folder = join(scratch, `${index}-${number}`)
    const run = await runOnce({ folder, sender, scenario, messages, limit_s: Number(values.limit) })
    say(line(run))
    return run
  }
  const calm = chosen.filter((scenario) => scenario.calm === true)
  const faulty = chosen.filter((scenario) => scenario.calm !== true)
  const runs: RunResult[] = []
  for (const [number, scenario] of calm.entries()) runs.push(await one(scenario, number))
  return [...runs, ...(await Promise.all(faulty.map((scenario, at) => one(scenario, calm.length + at))))]
}

try {
  const rows = values.part === 'faults' ? [] : await modemRates(scratch, say)
  for (const row of rows) say(rowLine(row))
  const runs: RunResult[] = []
  if (values.part !== 'rates')
    for (const [index, sender] of wanted.entries()) runs.push(...(await runAll(sender, index)))
  if (values.table) say(faultTable(runs))
  process.stdout.write(
    `${JSON.stringify({ at: new Date().toISOString(), machine: machineNow(), messages: messages.length, rows, runs })}\n`,
  )
} finally {
  await rm(scratch, { recursive: true, force: true })
}
