import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Clock, Timers } from '../../app/ports/clock.ts'
import type { Logger } from '../../app/ports/logger.ts'
import type { Random } from '../../app/ports/random.ts'
import { parseArguments, usage } from '../arguments.ts'
import { createFiles } from '../../platform/files.ts'
import { createFileSecrets } from '../../platform/secrets-file.ts'
import { type CoreExit, type CoreHost, CoreStartError, startCoreHost } from '../core-host.ts'
import { runSettings } from '../run-settings.ts'
import { keysFolder } from '../user-folder.ts'
import { createNodeSerialPorts } from '../serial/node-ports.ts'
import { type LoopbackServer, startLoopbackServer } from './server.ts'

export interface LoopbackRun {
  readonly args: readonly string[]
  /** The program's folder: `out/renderer` and `resources` are in it. */
  readonly root: string
  readonly worker: URL
  readonly logger: Logger
  readonly timers: Timers
  readonly clock: Clock
  readonly random: Random
}

/** The program's folder, from an entry in `out/main` or in `src/main/hosts/loopback`. */
export function programRoot(entryUrl: string): string {
  return fileURLToPath(new URL(entryUrl.endsWith('.ts') ? '../../../../' : '../../', entryUrl))
}

/** Runs the loopback host until it is asked to end. Resolves to the exit code: 0 clean, 1 failed, 2 wrong use. */
export async function runLoopback(run: LoopbackRun): Promise<number> {
  const parsed = parseArguments(run.args, process.cwd())
  if (!parsed.ok) return complain(parsed.message, 2)
  if (parsed.value.help) {
    process.stdout.write(usage)
    return 0
  }
  const system = { platform: process.platform, env: process.env, home: homedir() }
  const given = await runSettings(parsed.value, join(run.root, 'resources'), system)
  if (!given.ok) return complain(given.message, 2)
  const { settings } = given
  if (!existsSync(join(run.root, 'out', 'renderer', 'index.html'))) {
    run.logger.warn('the page is not built: npm run build')
  }
  // Before the core starts, so that an order to end is heard while it does.
  const ordered = whenOrdered(parsed.value.exitWithParent)
  let core: CoreHost
  try {
    const { worker, logger, timers } = run
    const starting = startCoreHost({
      worker,
      settings,
      ports: createNodeSerialPorts(logger),
      secrets: createFileSecrets(createFiles(timers), keysFolder(system)),
      logger,
      timers,
      clock: run.clock,
      tell: (text) => process.stderr.write(`${text}\n`),
    })
    const started = await Promise.race([starting, ordered])
    // Nothing was acknowledged yet: the process may end with its worker as it stands.
    if (typeof started === 'string') return 0
    core = started
  } catch (error) {
    if (error instanceof CoreStartError) return complain(`the office did not open: ${error.message}`, 1)
    throw error
  }
  return serve(core, parsed.value.port, run, ordered)
}

async function serve(
  core: CoreHost,
  port: number,
  { root, random, timers, logger }: LoopbackRun,
  ordered: Promise<string>,
): Promise<number> {
  const crashed = new Promise<CoreExit>((resolve) => core.onExit(resolve))
  let server: LoopbackServer
  try {
    const rendererDir = join(root, 'out', 'renderer')
    server = await startLoopbackServer({ core, port, rendererDir, random, timers, logger })
  } catch (error) {
    await core.stop()
    return complain(`127.0.0.1:${port} cannot be served: ${String(error)}`, 1)
  }
  const ready = { ready: true, host: 'loopback', url: server.launchUrl(null) }
  process.stdout.write(`${JSON.stringify(ready)}\n`)

  const end = await Promise.race([ordered, crashed])
  if (typeof end === 'string') logger.info('closing the office', { because: end })
  // Together: the core answers the calls that the server still owes an answer for.
  await Promise.all([server.stop(), core.stop()])
  const { expected } = await crashed
  return expected ? 0 : complain('the office ended by an error; what was acknowledged is on disk', 1)
}

/** Resolves with the reason when this process is told to end; later orders change nothing. */
function whenOrdered(exitWithParent: boolean): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve(signal))
    if (!exitWithParent) return
    process.stdin.on('end', () => resolve('the end of standard input'))
    process.stdin.on('error', () => resolve('an error of standard input'))
    process.stdin.resume()
  })
}

function complain(message: string, code: number): number {
  process.stderr.write(`${message}\n`)
  return code
}
