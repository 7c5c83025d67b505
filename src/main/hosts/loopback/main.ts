import { pino } from 'pino'
import { createSystemClock, createTimers } from '../../platform/clock.ts'
import { createLogger } from '../../platform/logger.ts'
import { createRandom } from '../../platform/random.ts'
import { coreWorkerUrl } from '../core-host.ts'
import { programRoot, runLoopback } from './run.ts'

const code = await runLoopback({
  args: process.argv.slice(2),
  root: programRoot(import.meta.url),
  worker: coreWorkerUrl(import.meta.url),
  // Standard output has one line, for whoever started this; the log goes to the other, at once.
  logger: createLogger(pino.destination({ dest: 2, sync: true })),
  timers: createTimers(),
  clock: createSystemClock(),
  random: createRandom(),
})
process.exit(code)
