import { ensurePackages } from './lib/packages.mjs'
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
  const failedSteps = []
  for (const step of chosen) {
    say(`${step.name}…`)
    const start = performance.now()
    const count = await step.run()
    total.passed += count.passed
    total.failed += count.failed
    if (count.failed > 0) failedSteps.push(step.name)
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    say(`${step.name}: ${count.passed} passed, ${count.failed} failed in ${seconds} s`)
  }
  if (failedSteps.length > 0) say(`failed: ${failedSteps.join(', ')}`)
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`)
  return total.failed === 0 ? 0 : 1
})
