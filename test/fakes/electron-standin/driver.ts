import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import type { FromStandIn, ToStandIn } from './messages.ts'

export interface ElectronRun {
  /** The folder that is this run's home: profile, temporary files, the user's data. */
  readonly home: string
  /** Everything the program said through the stand-in, in order. */
  readonly told: readonly FromStandIn[]
  /** The next thing told of this type, an earlier one that was not asked for included. */
  next<Type extends FromStandIn['type']>(type: Type): Promise<Extract<FromStandIn, { type: Type }>>
  /** The first window's page, once it shows our origin. */
  firstPage(): Promise<Page>
  /** The page of the next window that opens. */
  nextPage(): Promise<Page>
  pages(): Page[]
  send(message: ToStandIn): void
  /** Resolves to the exit code once the program has ended. */
  exited(): Promise<number | null>
  kill(signal: NodeJS.Signals): void
  /** Ends whatever is left. */
  dispose(): Promise<void>
}

export interface ElectronStart {
  readonly args: readonly string[]
  /** Kept over runs of one program; made anew when absent. */
  readonly home?: string
  /** The password of the user's key ring; absent: the system has none. */
  readonly keyRing?: string
}

const entry = join(import.meta.dirname, '../../../out/main/index.js')
const register = new URL('./register.ts', import.meta.url).href

/** Starts the built main bundle under the stand-in, in a process of its own. */
export async function startElectron(start: ElectronStart): Promise<ElectronRun> {
  const home = start.home ?? mkdtempSync(join(tmpdir(), 'kvitok-electron-run-'))
  const child = fork(entry, [...start.args], {
    execArgv: ['--enable-source-maps', '--import', register],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      KVITOK_STANDIN_HOME: home,
      XDG_DATA_HOME: join(home, 'data'),
      ...keyRingOf(start),
    },
  })
  const exit = once(child, 'exit')
  const told: FromStandIn[] = []
  const inbox = createInbox(child, told)
  let browser: Browser | null = null

  const shown = async (page: Page): Promise<Page> => {
    await page.waitForURL('https://office.app.invalid/**', { waitUntil: 'commit' })
    return page
  }
  const context = async (): Promise<BrowserContext> => {
    const [found] = (await connect()).contexts()
    if (found === undefined) throw new Error('Chromium has no default context')
    return found
  }
  const connect = async (): Promise<Browser> => {
    if (browser !== null) return browser
    const { endpoint } = await inbox.next('browser')
    browser = await chromium.connectOverCDP(endpoint)
    return browser
  }
  const pages = (): Page[] =>
    (browser?.contexts() ?? [])
      .flatMap((context) => context.pages())
      .filter((page) => page.url().startsWith('https://office.app.invalid/'))

  return {
    home,
    told,
    next: inbox.next,
    pages,
    async firstPage() {
      // The window's page may be there already and still be blank, or be made only now.
      const found = await context()
      return Promise.any([...found.pages().map(shown), found.waitForEvent('page').then(shown)])
    },
    async nextPage() {
      return shown(await (await context()).waitForEvent('page'))
    },
    send: (message) => {
      child.send(message)
    },
    async exited() {
      const [code] = await exit
      return code
    },
    kill: (signal) => {
      child.kill(signal)
    },
    async dispose() {
      await browser?.close()
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM')
        await exit
      }
      for (const message of told) if (message.type === 'browser') endBrowser(message)
      if (start.home === undefined) rmSync(home, { recursive: true, force: true })
    },
  }
}

const keyRingOf = ({ keyRing }: ElectronStart): Record<string, string> =>
  keyRing === undefined ? {} : { KVITOK_STANDIN_KEYRING: keyRing }

/** A program that was killed could not end its browser itself. */
function endBrowser({ pid, profile }: { readonly pid: number; readonly profile: string }): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
  rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}

function createInbox(child: ChildProcess, told: FromStandIn[]) {
  const unread: FromStandIn[] = []
  const waiting: { type: string; give: (message: FromStandIn) => void }[] = []
  child.on('message', (message: FromStandIn) => {
    told.push(message)
    const at = waiting.findIndex(({ type }) => type === message.type)
    if (at === -1) unread.push(message)
    else waiting.splice(at, 1)[0]?.give(message)
  })
  return {
    next<Type extends FromStandIn['type']>(type: Type): Promise<Extract<FromStandIn, { type: Type }>> {
      return new Promise((resolve, reject) => {
        const give = (message: FromStandIn): void => {
          if (isOf(message, type)) resolve(message)
        }
        const at = unread.findIndex((message) => message.type === type)
        const [ready] = at === -1 ? [] : unread.splice(at, 1)
        if (ready !== undefined) give(ready)
        else waiting.push({ type, give })
        child.once('exit', (code) => reject(new Error(`the program ended with ${code} before «${type}»`)))
      })
    },
  }
}

function isOf<Type extends FromStandIn['type']>(
  message: FromStandIn,
  type: Type,
): message is Extract<FromStandIn, { type: Type }> {
  return message.type === type
}
