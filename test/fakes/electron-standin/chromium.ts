import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type BrowserContext, chromium } from 'playwright-core'

export interface Chromium {
  readonly context: BrowserContext
  readonly endpoint: string
  readonly pid: number
  readonly profile: string
}

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--lang=ru-RU',
  '--accept-lang=ru-RU',
  '--window-size=1366,768',
  '--remote-debugging-port=0',
]

/** Starts the system's Chromium under a new profile; its debugging port lets a test look at the same windows. */
export async function startChromium(): Promise<Chromium> {
  const profile = mkdtempSync(join(tmpdir(), 'kvitok-standin-'))
  const child = spawn('chromium', [...flags, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, LANGUAGE: 'ru' },
  })
  // The browser does not outlive this process; where that is killed, its starter ends the browser by its number.
  const kill = (): void => {
    child.kill('SIGKILL')
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
  process.once('exit', kill)
  const endpoint = await devToolsAddress(child)
  const browser = await chromium.connectOverCDP(endpoint)
  const context = browser.contexts()[0]
  if (context === undefined) throw new Error('Chromium has no default context')
  return {
    context,
    endpoint,
    pid: child.pid ?? 0,
    profile,
  }
}

function devToolsAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`Chromium ended with code ${code}`)))
    if (child.stderr === null) return
    createInterface({ input: child.stderr }).on('line', (line) => {
      const address = /^DevTools listening on (ws:\S+)$/.exec(line)?.[1]
      if (address !== undefined) resolve(address)
    })
  })
}
