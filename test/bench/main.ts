import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { arch, cpus, loadavg, platform, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { makeOffice } from './big-office.ts'
import { benchImport } from './import.bench.ts'
import { timed } from './measure.ts'
import { benchPages } from './page.bench.ts'
import { benchPayments } from './payment.bench.ts'
import { benchPlan } from './plan.bench.ts'
import { benchRequests } from './request.bench.ts'
import { type BenchRow, bestOf, rowLine, told } from './row.ts'
import { benchStart } from './start.bench.ts'
import { benchStore } from './store.bench.ts'
import { benchStoreSizes } from './store-sizes.bench.ts'

const { values, positionals } = parseArgs({
  options: { big: { type: 'boolean', default: false } },
  allowPositionals: true,
})

const accounts = values.big ? 500_000 : 100_000
const say = (text: string): void => {
  process.stderr.write(`${text}\n`)
}

const scratch = await mkdtemp(join(tmpdir(), 'kvitok-bench-'))
const office = join(scratch, 'office')

/** Work that changes an office gets a copy, so that no bench measures what another left. */
const onCopy = async (work: (folder: string) => Promise<BenchRow[]>): Promise<BenchRow[]> => {
  const copy = join(scratch, 'copy')
  await cp(office, copy, { recursive: true })
  try {
    return await work(copy)
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}

const benches: Record<string, () => Promise<BenchRow[]>> = {
  store: benchStore,
  sizes: benchStoreSizes,
  payment: async () => {
    const folder = join(scratch, 'desk')
    await mkdir(folder)
    try {
      return await benchPayments(folder)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
  start: () => onCopy((folder) => benchStart(folder, accounts)),
  request: () => onCopy((folder) => benchRequests(folder, accounts)),
  page: () => onCopy((folder) => benchPages(folder, accounts)),
  import: () => onCopy((folder) => benchImport(folder, 100_000)),
  plan: () => onCopy((folder) => benchPlan(folder, accounts)),
}

/** These make their own offices. */
const ownOffice = new Set(['store', 'sizes', 'payment'])

/** What a busy machine disturbs most is run three times. */
const repeated = new Set(['store', 'payment', 'request', 'import', 'plan'])
const repetitions = values.big ? 1 : 3

const run = async (names: readonly string[]): Promise<BenchRow[]> => {
  const rows: BenchRow[] = []
  const add = (more: readonly BenchRow[]): void => {
    rows.push(...more)
    for (const row of more) say(rowLine(row))
  }
  if (names.some((name) => !ownOffice.has(name))) {
    say(`an office of ${accounts} accounts and ${accounts * 2} bills…`)
    const made_ms = await timed(() => makeOffice(office, accounts))
    add([told(`an office of ${accounts * 2} bills made`, made_ms / 1000, 's')])
  }
  for (const name of names) {
    say(`${name}…`)
    const runs: BenchRow[][] = []
    for (let run = 0; run < (repeated.has(name) ? repetitions : 1); run += 1)
      runs.push(await (benches[name]?.() ?? []))
    add(repeated.has(name) ? bestOf(runs) : (runs[0] ?? []))
  }
  return rows
}

const names = positionals.length === 0 ? Object.keys(benches) : positionals
const unknown = names.filter((name) => !Object.hasOwn(benches, name))
if (unknown.length > 0) {
  say(`no such bench: ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`)
  process.exitCode = 2
} else {
  try {
    const load = loadavg()[0] ?? 0
    const rows = await run(names)
    const machine = {
      platform: platform(),
      arch: arch(),
      processor: cpus()[0]?.model ?? '',
      processors: cpus().length,
      memory_gb: Math.round(totalmem() / 1e9),
      node: process.version,
      loadBefore: load,
      loadAfter: loadavg()[0] ?? 0,
    }
    process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), machine, accounts, rows })}\n`)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
