import { homedir } from 'node:os'
import { pino } from 'pino'
import { createSystemClock, createTimers } from '../../platform/clock.ts'
import { createDigests } from '../../platform/digests.ts'
import { createFiles } from '../../platform/files.ts'
import { createKeys } from '../../platform/keys.ts'
import { createLogger } from '../../platform/logger.ts'
import { createRandom } from '../../platform/random.ts'
import { createFileSecrets } from '../../platform/secrets-file.ts'
import { keysFolder, trainingFolder } from '../user-folder.ts'
import { workerFiles } from '../worker-parts.ts'
import { runVerify } from './run.ts'

const failed = (error: unknown): number => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  return 3
}

const system = { platform: process.platform, env: process.env, home: homedir() }
const random = createRandom()
const timers = createTimers()
const files = createFiles(timers)
process.exitCode = await runVerify({
  ...workerFiles(import.meta.url),
  args: process.argv.slice(2),
  cwd: process.cwd(),
  trainingDir: trainingFolder(system),
  clock: createSystemClock(),
  random,
  timers,
  files,
  stick: files,
  keys: createKeys(random),
  secrets: createFileSecrets(files, keysFolder(system)),
  digests: createDigests(),
  input: process.stdin,
  logger: createLogger(pino.destination({ dest: 2, sync: true }), 'warn'),
  out: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
  onFatal: (error) => {
    throw error
  },
}).catch(failed)
