import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { findBrowser } from '../../scripts/lib/browser.mjs'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The reference window of a cashier: Russian, Moscow time, 1366 × 768. */
const cashier = {
  locale: 'ru-RU',
  timezoneId: 'Europe/Moscow',
  viewport: { width: 1366, height: 768 },
} as const

export interface OfficeBrowser {
  /** A window of its own profile; `look` is what the system prefers. */
  context(look?: 'light' | 'dark'): Promise<BrowserContext>
  close(): Promise<void>
}

/** The system's Chromium. */
export async function openBrowser(): Promise<OfficeBrowser> {
  const executablePath = findBrowser(process.env, process.platform)
  if (executablePath === null) throw new Error('no Chromium, Chrome or Edge: apt-get install chromium')
  const browser: Browser = await chromium.launch({ executablePath, args: flags, headless: true })
  return {
    context: (look = 'light') => browser.newContext({ ...cashier, colorScheme: look }),
    close: () => browser.close(),
  }
}

/** Whatever a page complains of: errors of scripts, refusals of the content policy, failed requests. */
export function watchComplaints(page: Page): readonly string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error.stack ?? error)))
  return complaints
}

/** Keeps every PDF the page shows, so that a test can read it; what the page does with it is not changed. */
export async function keepDocuments(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(`{
    const kept = []
    const make = URL.createObjectURL.bind(URL)
    URL.createObjectURL = (blob) => {
      kept.push(blob.arrayBuffer().then((bytes) => [...new Uint8Array(bytes)]))
      return make(blob)
    }
    window.keptDocuments = () => Promise.all(kept)
  }`)
  return async () => {
    const documents = await page.evaluate<number[][]>('window.keptDocuments()')
    return documents.map((bytes) => Buffer.from(bytes).toString('latin1'))
  }
}

/** What was on the screen when a test failed, in test-results/. */
export async function pictureOfFailure(
  page: Page,
  task: { readonly name: string; readonly result?: { readonly state: string } | undefined },
): Promise<void> {
  if (task.result?.state !== 'fail' || page.isClosed()) return
  const name = `${task.name.replaceAll(/[^\p{L}\d]+/gu, '-').slice(0, 80)}.png`
  await page.screenshot({ path: fileURLToPath(new URL(`../../test-results/${name}`, import.meta.url)) })
}
