import { runChild } from './lib/children.mjs'
import { childEnv, packageCommand, programNode } from './lib/node24.mjs'
import { ensurePackages } from './lib/packages.mjs'
import { root } from './lib/paths.mjs'
import { runMain, SetupError } from './lib/say.mjs'

const usualRounds = 1000

/** `npm run crash`: kills the office at 1,000 random moments instead of the 200 of `npm test`; `npm run crash -- 50`: at 50. */
await runMain(async () => {
  const [rounds = String(usualRounds)] = process.argv.slice(2)
  if (!/^[1-9]\d{0,5}$/.test(rounds)) throw new SetupError(`not a number of rounds: ${rounds}`)
  await ensurePackages()
  return runChild(programNode(), [packageCommand('vitest', 'vitest'), 'run', '--project', 'crash'], {
    cwd: root,
    env: { ...childEnv(), CRASH_ROUNDS: rounds },
  })
})
