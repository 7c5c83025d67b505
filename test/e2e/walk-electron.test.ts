import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { readNetworkLines } from '../../src/main/modem/virtual/network-file.ts'
import { type ElectronRun, startElectron } from '../fakes/electron-standin/driver.ts'
import { pictureOfFailure, watchComplaints } from '../fakes/office-window.ts'
import { numberPad, pressOn, pressTwice, typeInto } from '../fakes/walk-keys.ts'
import { createWalkPhones, type WalkPhones } from '../fakes/walk-phones.ts'
import { daytimeZone, foundTrade, type Town, townOf } from '../fakes/walk-town.ts'
import { createPtyRig, type PtyRig } from '../serial/pty-rig.ts'

const anna = '+79005550234'
const pin = '4821'
const timeZone = daytimeZone(Date.now())
const ends: (() => Promise<unknown>)[] = []

let home: string
let rig: PtyRig
let phones: WalkPhones
let program: ElectronRun
let page: Page
let complaints: readonly string[]
let town: Town

async function open(): Promise<void> {
  const args = ['--office', join(home, 'office'), '--setup', join(home, 'setup.json'), '--modem', rig.path]
  program = await startElectron({ args, home })
  page = await program.firstPage()
  page.setDefaultTimeout(20_000)
  complaints = watchComplaints(page)
  await page.getByTestId('login-pin').waitFor()
  await page.keyboard.type(pin)
  await page.keyboard.press('Enter')
  await page.getByTestId('nav-desk').waitFor()
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'kvitok-walk-electron-'))
  ends.push(() => rm(home, { recursive: true, force: true }))
  rig = await createPtyRig({}, (end) => ends.push(end))
  phones = createWalkPhones(rig.network)
  town = townOf(Date.now(), timeZone)
  const setup = {
    office: 'Касса на Советской',
    timeZone,
    operator: { name: 'Вера Павловна', pin },
    passphrase: 'весна на реке',
  }
  await writeFile(join(home, 'setup.json'), JSON.stringify(setup))
})

afterAll(async () => {
  await program.dispose()
  for (const end of ends.toReversed()) await end()
})

afterEach(({ task }) => pictureOfFailure(page, task))

async function go(digit: number, name: string): Promise<void> {
  await page.keyboard.press(`Control+Digit${digit}`)
  await page.locator(`[data-testid="nav-${name}"][aria-current="page"]`).waitFor()
}

describe('a working day through the built Electron program under its stand-in', () => {
  test('an office is set up unattended, and its cashier enters by PIN', async () => {
    await open()
    await page.getByTestId('modem-phase-top').getByText('Virtual').waitFor()
    await foundTrade(page, town.today)
  })

  test('a registry is looked at, posted, and posts nothing a second time', async () => {
    for (const again of [false, true]) {
      await go(4, 'bills')
      await page.getByTestId('registry-file').setInputFiles(town.first)
      await page.getByText(town.first.name).first().waitFor()
      if (!again) {
        await page.locator('[data-testid="registry-service"] input').focus()
        await page.keyboard.press('ArrowDown')
        await page.locator('.ant-select-item-option-active').waitFor()
        await page.keyboard.press('Enter')
      }
      await pressOn(page, 'registry-preview')
      await page.getByTestId('registry-status').getByText('ждёт проведения').waitFor()
      if (again) await page.getByTestId('registry-nothing-new').waitFor()
      else await pressTwice(page, 'registry-post')
      if (!again) await page.getByTestId('registry-posted').getByText('1 442,50').waitFor()
    }
  })

  test('a client’s phone is written down and hears the debt', async () => {
    await go(3, 'clients')
    await page.getByTestId('clients-find').fill('Рябинина')
    await page.getByTestId('client-row').getByText('Рябинина').waitFor()
    await page.keyboard.press('Enter')
    await typeInto(page, 'phone-number', anna)
    await page.keyboard.press('Enter')
    await page.getByTestId('client-phone').waitFor()
    expect(await phones.ask(anna, 'DOLG 100234')).toMatch(
      /^Квиток: вода 100234, долг на \d\d\.\d\d 942,50р, срок \d\d\.\d\d\. С комиссией 961,35р\./,
    )
  })

  test('the number pad alone takes the money; the receipt opens in the system’s viewer', async () => {
    await go(1, 'desk')
    await page.getByTestId('shift-float').waitFor()
    await numberPad(page, '0⏎')
    await page.getByTestId('shift-panel').waitFor({ state: 'detached' })
    await numberPad(page, '100234⏎⏎1000⏎⏎')
    await page.getByTestId('desk-done').waitFor()
    expect(await page.getByTestId('desk-change').getAttribute('data-kop')).toBe('3865')
    await page.keyboard.press('F8')
    const { path } = await program.next('opened')
    expect((await readFile(path, 'latin1')).slice(0, 5)).toBe('%PDF-')
  })

  test('the phone shows the confirmation, and its mark turns to delivered', async () => {
    expect(await phones.next(anna)).toMatch(/^Квиток №1: вода 100234, принято 942,50р, .+ баланс 0\./)
    await go(5, 'messages')
    const row = page.getByTestId('message-row').filter({ hasText: '№1: вода 100234' })
    await row.locator('[data-status="delivered"]').waitFor()
  })

  test('advertising goes out after a person has started it, and СТОП keeps the phone out of the next', async () => {
    await go(3, 'clients')
    await page.getByTestId('client-row').getByText('Рябинина').waitFor()
    await page.getByTestId('clients-find').focus()
    await page.keyboard.press('Enter')
    await pressOn(page, 'consent-give')
    await typeInto(page, 'consent-evidence', 'анкета в папке 1')
    await pressOn(page, 'consent-save')
    await page.getByTestId('consent-withdraw').waitFor()
    await writeCampaign('Приём без очереди', 'по субботам принимаем без очереди.')
    expect(await page.getByTestId('campaign-recipients').innerText()).toMatch(/^1\b/)
    expect(phones.shown(anna).join()).not.toContain('без очереди')
    await pressOn(page, 'campaign-start')
    await pressOn(page, 'campaign-confirm')
    expect(await phones.next(anna)).toBe('Квиток: по субботам принимаем без очереди. Отказ: СТОП')
    expect(await phones.ask(anna, 'СТОП')).toContain('рекламы не будет')
    await writeCampaign('Оплата по QR', 'оплачивайте по QR без комиссии.')
    await page.getByTestId('campaign-recipients').getByText('0', { exact: true }).waitFor()
  })

  test('killed and started again it has lost nothing and sent nothing twice', async () => {
    expect(complaints).toEqual([])
    program.kill('SIGKILL')
    expect(await program.exited()).toBeNull()
    await program.dispose()
    for (const told of program.told) {
      if (told.type === 'browser') await rm(told.profile, { recursive: true, force: true, maxRetries: 5 })
    }
    await open()
    await page.getByTestId('desk-payment').first().waitFor()
    const lines = await readNetworkLines(join(rig.folder, 'network.jsonl'))
    const shown = lines.flatMap((line) => (line.t === 'shown' ? [line.text] : []))
    expect(new Set(shown).size).toBe(shown.length)
    expect(shown.length).toBe(4)
  })

  test('SIGTERM ends it cleanly and leaves no opened document behind', async () => {
    await page.keyboard.press('Control+Digit1')
    expect(complaints).toEqual([])
    const opened = program.told.flatMap((message) => (message.type === 'opened' ? [message.path] : []))
    program.kill('SIGTERM')
    expect(await program.exited()).toBe(0)
    expect(opened.filter((path) => existsSync(path))).toEqual([])
  })
})

/** A new campaign, written and not started. */
async function writeCampaign(name: string, text: string): Promise<void> {
  await go(7, 'campaigns')
  await pressOn(page, 'campaign-new')
  await typeInto(page, 'campaign-name', name)
  await typeInto(page, 'campaign-text', text)
  await page.getByTestId('campaign-preview').getByText(text).waitFor()
}
