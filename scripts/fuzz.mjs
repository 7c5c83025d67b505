import { runChild } from './lib/children.mjs'
import { childEnv, programNode } from './lib/node24.mjs'
import { ensurePackages } from './lib/packages.mjs'
import { root } from './lib/paths.mjs'
import { runMain } from './lib/say.mjs'

/**
 * `npm run fuzz`: a million inputs for each of the decoders that strangers' octets reach. `-- codec` takes one of them,
 * `-- --count N` others than a million, `-- --seed S` the same inputs again.
 */
await runMain(async () => {
  await ensurePackages()
  return runChild(programNode(), ['test/fuzz/main.ts', ...process.argv.slice(2)], {
    cwd: root,
    env: childEnv(),
  })
})
