import { existsSync } from 'node:fs'
import { homedir, hostname } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { GateView } from '../../../shared/contract/safety.ts'
import type { Clock, Timers } from '../../app/ports/clock.ts'
import type { Logger } from '../../app/ports/logger.ts'
import type { Random } from '../../app/ports/random.ts'
import { createFiles } from '../../platform/files.ts'
import { createFileSecrets } from '../../platform/secrets-file.ts'
import { type HostArguments, parseArguments, usage } from '../arguments.ts'
import { type CoreExit, type CoreHost, CoreStartError, startCoreHost } from '../core-host.ts'
import type { CoreSettings } from '../core-settings.ts'
import { runSettings } from '../run-settings.ts'
import { createNodeSerialPorts } from '../serial/node-ports.ts'
import { keysFolder, type UserSystem } from '../user-folder.ts'
import { askFirst, sayWhere } from './first-start.ts'
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

/** Another start of the same office that is on its way is given this long to say where it is. */
const firstTries = 12
const firstPause_ms = 250

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
  if (!existsSync(join(run.root, 'out', 'renderer', 'index.html'))) {
    run.logger.warn('the page is not built: npm run build')
  }
  const whereFile = join(given.settings.startsDir, 'window.json')
  const first = await askFirst(whereFile, run.random)
  if (first !== null) return showFirst(first)
  return open(run, parsed.value, given.settings, system, whereFile)
}

async function open(
  run: LoopbackRun,
  { exitWithParent, port }: HostArguments,
  settings: CoreSettings,
  system: UserSystem,
  whereFile: string,
): Promise<number> {
  const { worker, logger, timers, clock } = run
  // Before the core starts, so that an order to end is heard while it does.
  const ordered = whenOrdered(exitWithParent)
  try {
    const starting = startCoreHost({
      worker,
      settings,
      ports: createNodeSerialPorts(logger),
      secrets: createFileSecrets(createFiles(timers), keysFolder(system)),
      logger,
      timers,
      clock,
      tell: (text) => process.stderr.write(`${text}\n`),
    })
    const core = await Promise.race([starting, ordered])
    // Nothing was acknowledged yet: the process may end with its worker as it stands.
    if (typeof core === 'string') return 0
    const first = await firstOf(core, whereFile, run)
    if (first === null) return await serve(core, port, run, { ordered, whereFile })
    await core.stop()
    return showFirst(first)
  } catch (error) {
    if (error instanceof CoreStartError) return complain(`the office did not open: ${error.message}`, 1)
    throw error
  }
}

/** Where another start of this machine holds the office: the address of a window of it, when it says so in time. */
async function firstOf(
  core: CoreHost,
  whereFile: string,
  { random, timers }: LoopbackRun,
): Promise<string | null> {
  const answer = await core.call({ call: 'gate.state', input: {}, session: null, key: null })
  const view = answer.ok ? GateView.safeParse(answer.value) : null
  const problem = view?.success === true ? view.data.problem : null
  if (problem?.code !== 'held' || problem.host !== hostname()) return null
  for (let tries = 0; tries < firstTries; tries += 1) {
    const first = await askFirst(whereFile, random)
    if (first !== null) return first
    await new Promise<void>((resolve) => timers.after(firstPause_ms, resolve))
  }
  return null
}

interface Served {
  readonly ordered: Promise<string>
  readonly whereFile: string
}

async function serve(
  core: CoreHost,
  port: number,
  { root, random, timers, logger }: LoopbackRun,
  { ordered, whereFile }: Served,
): Promise<number> {
  const crashed = new Promise<CoreExit>((resolve) => core.onExit(resolve))
  const secret = Buffer.from(random.bytes(32)).toString('base64url')
  let server: LoopbackServer
  try {
    const rendererDir = join(root, 'out', 'renderer')
    server = await startLoopbackServer({
      core,
      port,
      rendererDir,
      startSecret: secret,
      random,
      timers,
      logger,
    })
  } catch (error) {
    await core.stop()
    return complain(`127.0.0.1:${port} cannot be served: ${String(error)}`, 1)
  }
  const takeBack = await announce(whereFile, { port: server.port, secret }, logger)
  sayReady({ url: server.launchUrl(null) })

  const end = await Promise.race([ordered, crashed])
  if (typeof end === 'string') logger.info('closing the office', { because: end })
  // First, so that no second start comes to a closing office.
  await takeBack()
  // Together: the core answers the calls that the server still owes an answer for.
  await Promise.all([server.stop(), core.stop()])
  const { expected } = await crashed
  return expected ? 0 : complain('the office ended by an error; what was acknowledged is on disk', 1)
}

/** Without the file a second start shows its own screen, which says who holds the office: no reason to end. */
async function announce(
  file: string,
  where: { readonly port: number; readonly secret: string },
  logger: Logger,
): Promise<() => Promise<void>> {
  try {
    return await sayWhere(file, where)
  } catch (error) {
    logger.warn('a second start will not find this one', { error: String(error) })
    return () => Promise.resolve()
  }
}

/** The office is open already: whoever started this opens a window of the first one. */
function showFirst(url: string): number {
  sayReady({ url, first: true })
  return 0
}

function sayReady(told: { readonly url: string; readonly first?: true }): void {
  process.stdout.write(`${JSON.stringify({ ready: true, host: 'loopback', ...told })}\n`)
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
