import { ensureBuild } from './lib/build.mjs'
import { runChild } from './lib/children.mjs'
import { childEnv, programNode } from './lib/node24.mjs'
import { ensurePackages } from './lib/packages.mjs'
import { root } from './lib/paths.mjs'
import { runMain } from './lib/say.mjs'

/**
 * `npm run bench`: measures the program against the bars of docs/measured.md; one JSON document on standard output, a
 * table on the other. `npm run bench -- --big` takes a million bills, `npm run bench -- payment request` only those.
 */
await runMain(async () => {
  await ensurePackages()
  await ensureBuild()
  return runChild(programNode(), ['test/bench/main.ts', ...process.argv.slice(2)], {
    cwd: root,
    env: childEnv(),
  })
})
