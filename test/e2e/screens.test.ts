import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OfficeProgram, startOffice } from '../fakes/office-program.ts'
import { type OfficeBrowser, openBrowser, watchComplaints } from '../fakes/office-window.ts'
import { callAs } from '../fakes/window-call.ts'

const pictures = fileURLToPath(new URL('../../test-results/screens/', import.meta.url))
const texts = fileURLToPath(new URL('../../src/renderer/i18n/ru/', import.meta.url))

/** Address after the `#`, and what shows that the screen is there. */
const screens = {
  desk: '/',
  today: '/today',
  clients: '/clients',
  client: '/clients/35',
  'client-new': '/clients/new',
  bills: '/bills',
  'bills-list': '/bills/list',
  'bills-registries': '/bills/registries',
  'messages-out': '/messages',
  'messages-in': '/messages/in',
  'messages-unknown': '/messages/uncertain',
  calendar: '/calendar',
  'calendar-rules': '/calendar/rules',
  campaigns: '/campaigns',
  providers: '/providers',
  provider: '/providers/1',
  'provider-new': '/providers/new',
  settings: '/settings',
  modem: '/modem',
  'modem-cards': '/modem/cards',
  'modem-check': '/modem/check',
  'modem-practice': '/modem/practice',
  phones: '/phones',
} as const

/** Places of the training office's own data, which a new office has not. */
const onlyWithData: readonly string[] = ['client', 'provider', 'phones', 'modem-practice']

const fullLooks = [
  ['ru', 'light'],
  ['ru', 'dark'],
  ['en', 'light'],
  ['en', 'dark'],
] as const
const emptyLooks = [
  ['ru', 'light'],
  ['en', 'dark'],
] as const

let browser: OfficeBrowser
let folder: string
let office: OfficeProgram
let page: Page
/** The beginnings of every text's key: none of them is ever to be read on a screen. */
let keys: RegExp

beforeAll(async () => {
  browser = await openBrowser()
  await mkdir(pictures, { recursive: true })
  keys = await rawKeys()
})

afterAll(() => browser.close())

async function rawKeys(): Promise<RegExp> {
  const found: string[] = []
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) found.push(path)
    else for (const [key, inner] of Object.entries(value)) walk(inner, path === '' ? key : `${path}.${key}`)
  }
  for (const name of await readdir(texts)) walk(JSON.parse(await readFile(join(texts, name), 'utf8')), '')
  const dotted = found
    .map((path) => path.replace(/_(?:one|few|many|other)$/, ''))
    .filter((path) => path.includes('.'))
  const escaped = [...new Set(dotted)].map((path) => path.replaceAll('.', '\\.'))
  return new RegExp(`(?:^|[^\\w.])(?:${escaped.join('|')})(?![\\w.])`)
}

async function prefer(language: string, look: string): Promise<void> {
  const preferences = JSON.stringify({ state: { appearance: look, language }, version: 0 })
  await page.evaluate(`localStorage.setItem('kvitok.preferences', ${JSON.stringify(preferences)})`)
  await page.reload()
}

/** What a cashier would see wrong with the page as it is. */
async function flaws(): Promise<string[]> {
  const text = await page.evaluate<string>('document.body.innerText')
  const widths = await page.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
  )
  const key = keys.exec(text)?.[0]
  return [
    ...(key === undefined ? [] : [`the key of a text is shown: ${key}`]),
    ...(widths[0] > widths[1] ? [`it scrolls sideways: ${widths.join(' of ')} pixels`] : []),
    ...(/\bundefined\b|\bNaN\b|\[object /.test(text) ? ['it shows what is not a text'] : []),
    ...(text.trim().length > 20 ? [] : ['it is empty']),
  ]
}

/** Opens every screen of a logged-in window, keeps its picture and says what is wrong with it. */
async function lookAtAll(name: string): Promise<string[]> {
  const found: string[] = []
  const complaints = watchComplaints(page)
  for (const [screen, path] of Object.entries(screens)) {
    if (onlyWithData.includes(screen) && !name.startsWith('training')) continue
    await page.evaluate(`location.hash = ${JSON.stringify(path)}`)
    await page.locator('main.kv-main > :not(.kv-wait)').first().waitFor()
    await page.locator('.ant-spin-spinning').first().waitFor({ state: 'detached' })
    if (screen === 'phones') await page.locator('[role="log"] > *').first().waitFor()
    await page.screenshot({ path: join(pictures, `${name}-${screen}.png`) })
    for (const flaw of await flaws()) found.push(`${screen}: ${flaw}`)
  }
  return [...found, ...complaints]
}

async function login(pin: string): Promise<void> {
  page = await (await browser.context()).newPage()
  page.setDefaultTimeout(10_000)
  await page.goto(office.url)
  await page.getByTestId('login-pin').waitFor()
  await page.keyboard.type(pin)
  await page.keyboard.press('Enter')
  await page.getByTestId('nav-desk').waitFor()
}

function everyLook(kind: 'training' | 'empty', all: readonly (readonly [string, string])[]): void {
  test.each(all)(
    'in %s, %s: no screen complains, shows a key, or scrolls sideways',
    async (language, look) => {
      await prefer(language, look)
      expect(await lookAtAll(`${kind}-${language}-${look}`)).toEqual([])
    },
  )
}

/** Something of everything: a shift, a payment, questions and answers, a campaign that was not started. */
async function fill(): Promise<void> {
  await callAs(page, 'shift.open', { float_kop: 100_000 })
  for (const text of ['долг 100234', 'ТАРИФ 100234', 'здравствуйте, а когда дадут воду?']) {
    await callAs(page, 'phones.send', { number: '+79005550234', text })
  }
  await callAs(page, 'campaigns.save', {
    id: null,
    name: 'Приём без очереди',
    text: 'по субботам принимаем без очереди.',
    audience: { serviceId: null, withDebt: null },
  })
  await page.getByTestId('search').fill('100234')
  await page.getByTestId('search-hit').first().waitFor()
  await page.keyboard.press('Enter')
  await page.getByTestId('desk-row').first().waitFor()
  for (const stage of ['cash', 'confirm', 'done']) {
    await page.keyboard.press('Enter')
    await page.locator(`.kv-desk[data-stage="${stage}"]`).waitFor()
  }
}

describe('the training office', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kvitok-screens-'))
    office = await startOffice({ args: ['--training'], home: folder })
    await login('1111')
    await fill()
  })
  afterAll(end)
  everyLook('training', fullLooks)
})

describe('a new office', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kvitok-screens-'))
    const setup = {
      office: 'Касса на Советской',
      timeZone: 'Europe/Moscow',
      operator: { name: 'Вера Павловна', pin: '4821' },
      passphrase: 'весна на реке',
    }
    await writeFile(join(folder, 'setup.json'), JSON.stringify(setup))
    const args = ['--office', join(folder, 'office'), '--setup', join(folder, 'setup.json')]
    office = await startOffice({ args: [...args, '--modem', join(folder, 'no-modem')], home: folder })
    await login('4821')
  })
  afterAll(end)
  everyLook('empty', emptyLooks)
})

async function end(): Promise<void> {
  await page.context().close()
  office.kill('SIGTERM')
  await office.exited
  await rm(folder, { recursive: true, force: true })
}
