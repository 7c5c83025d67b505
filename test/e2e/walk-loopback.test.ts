import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { readNetworkLines } from '../../src/main/modem/virtual/network-file.ts'
import { type OfficeProgram, startOffice } from '../fakes/office-program.ts'
import {
  keepDocuments,
  type OfficeBrowser,
  openBrowser,
  pictureOfFailure,
  watchComplaints,
} from '../fakes/office-window.ts'
import { logIn, numberPad, pressOn, pressTwice, typeInto } from '../fakes/walk-keys.ts'
import { createWalkPhones, type WalkPhones } from '../fakes/walk-phones.ts'
import { daytimeZone, foundTrade, type Registry, type Town, townOf } from '../fakes/walk-town.ts'
import { createPtyRig, type PtyRig } from '../serial/pty-rig.ts'

const anna = '+79005550234'
const pyotr = '+79005550235'
const stranger = '+79998887766'
const pin = '4821'
const timeZone = daytimeZone(Date.now())
const ends: (() => Promise<unknown>)[] = []

let home: string
let rig: PtyRig
let phones: WalkPhones
let browser: OfficeBrowser
let office: OfficeProgram
let page: Page
let documents: () => Promise<readonly string[]>
let complaints: readonly string[]
let town: Town

async function open(): Promise<void> {
  const args = ['--office', join(home, 'office'), '--setup', join(home, 'setup.json'), '--modem', rig.path]
  office = await startOffice({ args, home })
  page = await (await browser.context()).newPage()
  page.setDefaultTimeout(20_000)
  documents = await keepDocuments(page)
  complaints = watchComplaints(page)
  await logIn(page, office.url, pin)
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'kvitok-walk-'))
  ends.push(() => rm(home, { recursive: true, force: true }))
  rig = await createPtyRig({}, (end) => ends.push(end))
  phones = createWalkPhones(rig.network)
  browser = await openBrowser()
  ends.push(() => browser.close())
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
  office.kill('SIGKILL')
  await office.exited
  for (const end of ends.toReversed()) await end()
})

afterEach(({ task }) => pictureOfFailure(page, task))

/** Opens a screen by its key. */
async function go(digit: number, name: string): Promise<void> {
  await page.keyboard.press(`Control+Digit${digit}`)
  await page.locator(`[data-testid="nav-${name}"][aria-current="page"]`).waitFor()
}

async function chooseFile(file: Registry): Promise<void> {
  await go(4, 'bills')
  const chooser = page.waitForEvent('filechooser')
  await page.locator('.kv-drop').focus()
  await page.keyboard.press('Enter')
  await (await chooser).setFiles(file)
  await page.getByText(file.name).waitFor()
}

/** Chooses the only service there is, by the arrows. */
async function chooseService(): Promise<void> {
  await page.locator('[data-testid="registry-service"] input').focus()
  await page.keyboard.press('ArrowDown')
  await page.locator('.ant-select-item-option-active').waitFor()
  await page.keyboard.press('Enter')
}

const count = (state: string) => page.getByTestId(`registry-count-${state}`).locator('b').innerText()

describe('a working day on the loopback host with a modem on a pseudo-terminal', () => {
  test('an office is set up unattended, and its cashier enters by PIN', async () => {
    await open()
    await page.getByTestId('shift-panel').waitFor()
    await page.getByTestId('modem-phase-top').getByText('Virtual').waitFor()
    await foundTrade(page, town.today)
  })

  test('a registry is looked at before it is posted: encoding, new accounts, the sum', async () => {
    await chooseFile(town.first)
    await chooseService()
    await pressOn(page, 'registry-preview')
    await page.getByTestId('registry-status').getByText('ждёт проведения').waitFor()
    await page.getByText('windows-1251').first().waitFor()
    expect([await count('new'), await count('rejected')]).toEqual(['2', '0'])
    await pressTwice(page, 'registry-post')
    await page.getByTestId('registry-posted').getByText('1 442,50').waitFor()
  })

  test('the next month has known accounts, a new one, and a refused row with its number and reason', async () => {
    await chooseFile(town.second)
    await pressOn(page, 'registry-preview')
    await page.getByTestId('registry-status').getByText('ждёт проведения').waitFor()
    expect([await count('matched'), await count('new'), await count('rejected')]).toEqual(['2', '1', '1'])
    const refused = page.getByTestId('registry-row').first()
    await refused.getByText('сумма не читается').waitFor()
    expect(await refused.innerText()).toMatch(/^5\b/)
    await pressTwice(page, 'registry-post')
    await page.getByTestId('registry-posted').getByText('2 434,56').waitFor()
  })

  test('the same file again posts nothing twice', async () => {
    await chooseFile(town.second)
    await pressOn(page, 'registry-preview')
    await page.getByTestId('registry-nothing-new').waitFor()
    expect(await count('duplicate')).toBe('3')
    expect(await page.getByTestId('registry-post').count()).toBe(0)
    await pressTwice(page, 'registry-discard')
    await page.getByTestId('registry-preview').waitFor()
  })

  test.each([
    ['Рябинина', anna],
    ['Сомов', pyotr],
  ])('the phone of %s is written down with a consent', async (name, number) => {
    await go(3, 'clients')
    await page.getByTestId('clients-find').fill(name)
    await page.getByTestId('client-row').getByText(name).waitFor()
    await page.keyboard.press('Enter')
    await typeInto(page, 'phone-number', number)
    await page.keyboard.press('Enter')
    await page.getByTestId('client-phone').waitFor()
    await pressOn(page, 'consent-give')
    await typeInto(page, 'consent-evidence', 'анкета в папке 1')
    await pressOn(page, 'consent-save')
    await page.getByTestId('consent-withdraw').waitFor()
    await page.getByTestId('client-back').press('Enter')
  })

  test('a client’s phone hears the debt, in Cyrillic, in Latin letters and by the number alone', async () => {
    const debt =
      /^Квиток: вода 100234, долг на \d\d\.\d\d 1842,50р, срок \d\d\.\d\d\. С комиссией 1879,35р\. Оплата сегодня дойдет \d\d\.\d\d\. Ответ ОПЛАТИТЬ$/
    expect(await phones.ask(anna, 'долг 100234')).toMatch(debt)
    expect(await phones.ask(anna, 'DOLG 100234')).toMatch(debt)
    expect(await phones.ask(anna, '100234')).toMatch(debt)
  })

  test('ТАРИФ and СРОК answer', async () => {
    expect(await phones.ask(anna, 'ТАРИФ')).toMatch(
      /^Квиток: вода с \d\d\.\d\d 38,90р\/м3 вместо 35,20р\. 8-48533-21540$/,
    )
    expect(await phones.ask(anna, 'СРОК')).toMatch(
      /^Квиток: вода\. Сегодня .+ Оплата засчитается сегодня, поставщик получит деньги .+\. Касса до 18:00$/,
    )
  })

  test('a stranger’s phone learns nothing', async () => {
    const answer = await phones.ask(stranger, 'долг 100234')
    expect(answer).toContain('не записан')
    expect(answer).not.toMatch(/100234|вода|Рябинина|1842|1879/)
  })

  test('at the desk the number pad alone takes the money and gives the change', async () => {
    await go(1, 'desk')
    await page.getByTestId('shift-float').waitFor()
    await numberPad(page, '1000⏎')
    await page.getByTestId('shift-panel').waitFor({ state: 'detached' })
    await numberPad(page, '100234⏎')
    await page.getByTestId('desk-row').nth(1).waitFor()
    expect(await page.getByTestId('desk-row').allInnerTexts()).toEqual([
      expect.stringContaining('942,50'),
      expect.stringContaining('900,00'),
    ])
    await page.locator('[data-testid="desk-total"][data-kop="187935"]').waitFor()
    await numberPad(page, '⏎2000')
    await page.locator('[data-testid="desk-change"][data-kop="12065"]').waitFor()
    await numberPad(page, '⏎⏎')
    await page.getByTestId('desk-done').waitFor()
    expect(await page.getByTestId('desk-change').getAttribute('data-kop')).toBe('12065')
  })

  test('the receipt opens as a PDF, and what is printed after it is a copy', async () => {
    await page.keyboard.press('F8')
    await page.getByTestId('receipt-open').getByText('Копия').waitFor()
    await page.bringToFront()
    const [receipt] = await documents()
    expect(receipt?.slice(0, 5)).toBe('%PDF-')
    expect(receipt?.trimEnd().slice(-5)).toBe('%%EOF')
  })

  test('the client’s phone shows the confirmation, and its mark turns to delivered', async () => {
    const full =
      /^Квиток №1: вода 100234, принято 1842,50р, комиссия 36,85р\. Долг погашен \d\d\.\d\d полностью, баланс 0\. Дойдет \d\d\.\d\d$/
    expect(await phones.next(anna)).toMatch(full)
    await go(5, 'messages')
    const row = page.getByTestId('message-row').filter({ hasText: '№1: вода 100234' })
    await row.locator('[data-status="delivered"]').waitFor()
  })

  test('a part of the debt is paid, the oldest bill first, and the phone hears what is left', async () => {
    await go(1, 'desk')
    await page.keyboard.press('F2')
    await numberPad(page, '100235⏎')
    await page.getByTestId('desk-row').nth(1).waitFor()
    await numberPad(page, '400⏎')
    await page.locator('[data-testid="desk-total"][data-kop="71400"]').waitFor()
    await numberPad(page, '⏎⏎⏎')
    await page.getByTestId('desk-done').waitFor()
    expect(await phones.next(pyotr)).toMatch(
      /^Квиток №2: вода 100235, принято 700,00, комиссия 14,00\. Погашено \d\d\.\d\d частично, еще 100,00р до \d\d\.\d\d\. Дойдет \d\d\.\d\d$/,
    )
  })

  test('advertising goes out only after a person has started it', async () => {
    await write('Приём без очереди', 'по субботам принимаем без очереди.')
    expect(await page.getByTestId('campaign-recipients').innerText()).toMatch(/^2\b/)
    expect([...phones.shown(anna), ...phones.shown(pyotr)].join()).not.toContain('без очереди')
    await pressOn(page, 'campaign-start')
    await pressOn(page, 'campaign-confirm')
    const text = 'Квиток: по субботам принимаем без очереди. Отказ: СТОП'
    expect([await phones.next(anna), await phones.next(pyotr)]).toEqual([text, text])
  })

  test('СТОП keeps a phone out from the next message on', async () => {
    expect(await phones.ask(anna, 'СТОП')).toBe(
      'Квиток: рекламы не будет. Напоминания тоже убрать? Ответ СТОП ВСЕ',
    )
    await write('Оплата по QR', 'оплачивайте по QR без комиссии.')
    await page.getByTestId('campaign-recipients').getByText('1', { exact: true }).waitFor()
    await pressOn(page, 'campaign-start')
    await pressOn(page, 'campaign-confirm')
    expect(await phones.next(pyotr)).toContain('по QR')
    await page.locator('[data-testid="campaign-row"][data-status="done"]').nth(1).waitFor()
    expect(phones.shown(anna).join()).not.toContain('по QR')
  })

  test('killed in the middle of its work it comes back whole', async () => {
    await go(1, 'desk')
    await page.keyboard.press('F2')
    await numberPad(page, '100235⏎')
    await page.getByTestId('desk-row').first().waitFor()
    await numberPad(page, '⏎⏎⏎')
    await page.getByTestId('desk-done').waitFor()
    office.kill('SIGKILL')
    await office.exited
    expect(complaints.filter((text) => !text.includes('ERR_'))).toEqual([])
    await page.context().close()

    await open()
    await page.getByTestId('desk-payment').nth(2).waitFor()
    await page.getByTestId('top-shift').getByText('Вера Павловна').waitFor()
    await go(2, 'today')
    await page.getByTestId('today-taken').getByText('2 642,50').waitFor()
    await go(5, 'messages')
    await page.getByTestId('message-row').filter({ hasText: '№1: вода 100234' }).waitFor()
    const last = page.getByTestId('message-row').filter({ hasText: '№3: вода 100235' })
    await last.locator('[data-status="delivered"], [data-status="uncertain"]').waitFor()
  })

  test('by the service centre’s own file nothing was sent twice', async () => {
    const lines = await readNetworkLines(join(rig.folder, 'network.jsonl'))
    const shown = lines.flatMap((line) => (line.t === 'shown' ? [`${line.to} ${line.text}`] : []))
    const asked = 'долг на'
    const once = shown.filter((text) => !text.includes(asked))
    expect(new Set(once).size).toBe(once.length)
    expect(shown.length - once.length).toBe(3)
    const submits = lines.flatMap((line) => (line.t === 'submit' ? [line] : []))
    const parts = lines.flatMap((line) => (line.t === 'shown' ? line.parts : []))
    expect(new Set(submits.map(({ pdu }) => pdu)).size).toBe(submits.length)
    expect(new Set(parts).size).toBe(parts.length)
    // Killed between two parts, a message stays uncertain and its first part alone: it is not begun anew.
    const unfinished = submits.filter(({ part }) => !parts.includes(part))
    expect(unfinished.length).toBeLessThanOrEqual(1)
  })

  test('it ends cleanly when it is asked to', async () => {
    office.kill('SIGTERM')
    expect(await office.exited).toBe(0)
    expect(complaints.filter((text) => !text.includes('ERR_'))).toEqual([])
  })
})

/** A new campaign, written and not started. */
async function write(name: string, text: string): Promise<void> {
  await go(7, 'campaigns')
  await pressOn(page, 'campaign-new')
  await typeInto(page, 'campaign-name', name)
  await typeInto(page, 'campaign-text', text)
  await page.getByTestId('campaign-preview').getByText(text).waitFor()
}
