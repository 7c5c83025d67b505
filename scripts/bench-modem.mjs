import { runChild } from './lib/children.mjs'
import { childEnv, programNode } from './lib/node24.mjs'
import { ensurePackages } from './lib/packages.mjs'
import { root } from './lib/paths.mjs'
import { runMain } from './lib/say.mjs'
import { ensureSystemTools } from './lib/system-tools.mjs'

/**
 * `npm run bench:modem`: a hundred messages through each fault of the modem, by this program and by its peers on the
 * same virtual modem; one JSON document on standard output, a line a run on the other. `-- Kvitok` leaves the peers
 * out, `-- --only unplugged` takes the faults of that name. Over ten minutes as a whole.
 */
await runMain(async () => {
  await ensurePackages()
  await ensureSystemTools(['socat', 'smstools', 'gammu-smsd'])
  return runChild(programNode(), ['test/bench/modem/main.ts', ...process.argv.slice(2)], {
    cwd: root,
    env: childEnv(),
  })
})
