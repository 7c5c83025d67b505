import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensurePackages } from './lib/packages.mjs'
import { cacheDir } from './lib/paths.mjs'
import { runMain, SetupError, say } from './lib/say.mjs'
import { ensureSystemTools } from './lib/system-tools.mjs'

/**
 * `npm test`: sets everything up, then runs every check there is; `npm test -- unit e2e` runs only those. Each step's
 * time is said, the last line of standard output is `N passed, M failed`. Needs Node.js 20 and no packages.
 */
await runMain(async () => {
  await ensurePackages()
  const { steps } = await import('./lib/test-steps.mjs')
  const names = process.argv.slice(2)
  const unknown = names.filter((name) => !steps.some((step) => step.name === name))
  if (unknown.length > 0) throw new SetupError(`no such step: ${unknown.join(', ')}`)
  const chosen = names.length === 0 ? steps : steps.filter((step) => names.includes(step.name))
  await ensureSystemTools([...new Set(chosen.flatMap((step) => step.needs))])

  const total = { passed: 0, failed: 0 }
  /** @type {string[]} */
  const failedSteps = []
  /** @param {string} name @param {import('./lib/test-steps.mjs').Count} count @param {number} start */
  const take = (name, count, start) => {
    total.passed += count.passed
    total.failed += count.failed
    if (count.failed > 0) failedSteps.push(name)
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    say(`${name}: ${count.passed} passed, ${count.failed} failed in ${seconds} s`)
  }
  const beside = chosen.filter((step) => step.beside === true).map(startBeside)
  for (const step of chosen.filter((one) => one.beside !== true)) {
    say(`${step.name}…`)
    const start = performance.now()
    take(step.name, await step.run(), start)
  }
  for (const { name, start, count, show } of beside) {
    const counted = await count
    show()
    take(name, counted, start)
  }
  if (failedSteps.length > 0) say(`failed: ${failedSteps.join(', ')}`)
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`)
  return total.failed === 0 ? 0 : 1
})

/** Starts a step that runs while the others do. @param {import('./lib/test-steps.mjs').Step} step */
function startBeside(step) {
  say(`${step.name}, beside the others…`)
  mkdirSync(cacheDir, { recursive: true })
  const path = join(cacheDir, `${step.name}.log`)
  const log = openSync(path, 'w')
  return {
    name: step.name,
    start: performance.now(),
    count: step.run(log),
    show: () => {
      closeSync(log)
      process.stdout.write(readFileSync(path))
    },
  }
}
