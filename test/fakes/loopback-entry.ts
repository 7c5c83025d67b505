import { programRoot, runLoopback } from '../../src/main/hosts/loopback/run.ts'
import { createSystemClock, createTimers } from '../../src/main/platform/clock.ts'
import { createRandom } from '../../src/main/platform/random.ts'
import { silentLogger } from './silent-logger.ts'

/** The loopback host as a process of its own, over the fake core. */
const code = await runLoopback({
  args: process.argv.slice(2),
  root: programRoot(import.meta.url),
  worker: new URL('./fake-core-worker.ts', import.meta.url),
  logger: silentLogger,
  timers: createTimers(),
  clock: createSystemClock(),
  random: createRandom(),
})
process.exit(code)
