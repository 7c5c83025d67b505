import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { headerSize } from '../../src/main/store/format/header.ts'
import { type OfficeProgram, startOffice } from '../fakes/office-program.ts'
import {
  keepDocuments,
  type OfficeBrowser,
  openBrowser,
  pictureOfFailure,
  watchComplaints,
} from '../fakes/office-window.ts'
import { pressOn, typeInto } from '../fakes/walk-keys.ts'

const pin = '4821'
const client = 'Рябинина Анна Петровна'

let home: string
let browser: OfficeBrowser
let office: OfficeProgram
let page: Page
let documents: () => Promise<readonly string[]>
let complaints: readonly string[] = []
let words: readonly string[] = []

/** Starts the program with a folder, in a window of its own. */
async function open(folder: string): Promise<void> {
  office = await startOffice({ args: ['--office', join(home, folder)], home })
  page = await (await browser.context()).newPage()
  page.setDefaultTimeout(20_000)
  documents = await keepDocuments(page)
  complaints = watchComplaints(page)
  await page.goto(office.url)
}

async function close(): Promise<void> {
  await page.context().close()
  office.kill('SIGTERM')
  expect(await office.exited).toBe(0)
}

/** What this computer keeps for its user, the office's key among it, is gone. */
const forgetKeys = (): Promise<void> => rm(join(home, 'data', 'kvitok', 'keys'), { recursive: true })

async function logIn(): Promise<void> {
  await page.getByTestId('login-pin').waitFor()
  await page.keyboard.type(pin)
  await page.keyboard.press('Enter')
  await page.getByTestId('nav-desk').waitFor()
}

async function go(digit: number, name: string): Promise<void> {
  await page.keyboard.press(`Control+Digit${digit}`)
  await page.locator(`[data-testid="nav-${name}"][aria-current="page"]`).waitFor()
}

async function goToSafety(): Promise<void> {
  await go(9, 'settings')
  await page.getByTestId('tab-safety').click()
  await page.getByTestId('copy-age').waitFor()
}

const gate = (code: string) => page.locator(`[data-testid="gate"][data-code="${code}"]`)

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'kvitok-gate-'))
  await mkdir(join(home, 'stick'))
  browser = await openBrowser()
})

afterAll(async () => {
  office.kill('SIGKILL')
  await office.exited
  await browser.close()
  await rm(home, { recursive: true, force: true })
})

afterEach(({ task }) => pictureOfFailure(page, task))

describe('an office from its first run to its restore', () => {
  test('the first run shows seven words, prints their sheet and makes nothing before two come back', async () => {
    await open('office')
    await page.getByTestId('phrase-word').nth(6).waitFor()
    words = await page.getByTestId('phrase-word').locator('b').allInnerTexts()
    expect(new Set(words).size).toBe(7)
    await typeInto(page, 'setup-office', 'Касса на Советской')
    await typeInto(page, 'setup-operator', 'Вера Павловна')
    await typeInto(page, 'setup-pin', pin)
    await typeInto(page, 'setup-pin2', pin)
    await pressOn(page, 'setup-known', 'Space')
    const shown = page.context().waitForEvent('page')
    await pressOn(page, 'phrase-print')
    await shown
    expect((await documents()).map((pdf) => pdf.slice(0, 5))).toEqual(['%PDF-'])
    await page.bringToFront()
    await pressOn(page, 'setup-submit')
    await page.getByTestId('phrase-ask').waitFor()
    expect(await page.getByTestId('phrase-word').count()).toBe(0)
    await answerWords('ошибка')
    expect(await page.getByTestId('setup-submit').isDisabled()).toBe(true)
    await answerWords()
    await page.keyboard.press('Enter')
    await page.getByTestId('nav-desk').waitFor()
  })

  test('the sheet is off the list of the day, the second disk is still on it', async () => {
    await go(2, 'today')
    await page.getByTestId('check-second-copy').waitFor()
    expect(await page.getByTestId('check-recovery-sheet').count()).toBe(0)
    await go(3, 'clients')
    await pressOn(page, 'client-new')
    await typeInto(page, 'client-name', client)
    await page.keyboard.press('Enter')
    await page.getByTestId('client-back').waitFor()
    await close()
  })

  test('without this computer’s key the words are asked; wrong ones are kept to be corrected, right ones open', async () => {
    await forgetKeys()
    await open('office')
    await gate('passphrase-needed').waitFor()
    await page.keyboard.type(words.toReversed().join(' '))
    await page.keyboard.press('Enter')
    await gate('passphrase-wrong').waitFor()
    expect(await page.getByTestId('gate-passphrase').inputValue()).toBe(words.toReversed().join(' '))
    await page.getByTestId('gate-passphrase').fill(` ${words.join('  ').toUpperCase()}. `)
    await page.keyboard.press('Enter')
    await logIn()
    await page.getByTestId('shift-panel').waitFor()
  })

  test('a copy is made at a press, the second disk is level, and a trial with the words of the sheet agrees', async () => {
    await goToSafety()
    expect(await page.getByTestId('copy-age').getAttribute('data-stand')).toBe('none')
    await pressOn(page, 'copy-now')
    await page.locator('[data-testid="copy-age"][data-stand="good"]').waitFor()
    await page.getByTestId('top-copy').waitFor()
    await typeInto(page, 'place-folder', join(home, 'stick'))
    await page.keyboard.press('Enter')
    await page.locator('[data-testid="mirror-state"][data-state="level"]').waitFor()
    await typeInto(page, 'drill-passphrase', words.join(' '))
    await page.keyboard.press('Enter')
    await page.getByTestId('drill-good').waitFor()
    await page.getByTestId('copy-row').nth(1).waitFor()
  })

  test('a wrong word of the sheet fails the trial in words', async () => {
    await typeInto(page, 'drill-passphrase', words.toReversed().join(' '))
    await page.keyboard.press('Enter')
    await page.getByTestId('error-note').getByText('не подходит').waitFor()
    expect(complaints.join('\n')).toBe('')
    await close()
  })

  test('another computer restores it from the stick with the words; nothing is sent until a person looks', async () => {
    await forgetKeys()
    await open('elsewhere')
    await pressOn(page, 'setup-way-restore')
    await typeInto(page, 'restore-path', join(home, 'nowhere'))
    await page.keyboard.press('Enter')
    await page.getByTestId('restore-none').waitFor()
    await page.getByTestId('restore-path').fill(join(home, 'stick'))
    await page.keyboard.press('Enter')
    await page.getByTestId('restore-found').waitFor()
    await page.getByTestId('restore-passphrase').fill(words.join(' '))
    await page.keyboard.press('Enter')
    await logIn()
    await page.getByTestId('top-holding').waitFor()
    await go(5, 'messages')
    await page.getByTestId('messages-restored').waitFor()
    await go(3, 'clients')
    await page.getByTestId('client-row').getByText(client).waitFor()
    await close()
  })

  test('a damaged file opens only to look: the clients are there, an act is refused in words', async () => {
    await forgetKeys()
    await damage(join(home, 'office'))
    await open('office')
    await gate('passphrase-needed').waitFor()
    await page.keyboard.type(words.join(' '))
    await page.keyboard.press('Enter')
    await gate('damaged').waitFor()
    await pressOn(page, 'gate-read-only')
    await logIn()
    await page.getByTestId('read-only-strip').waitFor()
    await go(3, 'clients')
    await page.getByTestId('client-row').getByText(client).waitFor()
    await go(1, 'desk')
    await typeInto(page, 'shift-float', '1000')
    await page.keyboard.press('Enter')
    await page.getByTestId('error-note').getByText('только для просмотра').waitFor()
    await close()
  })
})

describe('the owner of an office', () => {
  test('changes its words with a sheet of their own, then its key; the new words open it, the old ones do not', async () => {
    const old = words
    await open('elsewhere')
    await gate('passphrase-needed').waitFor()
    await page.keyboard.type(old.join(' '))
    await page.keyboard.press('Enter')
    await logIn()
    await goToSafety()
    await pressOn(page, 'words-change')
    await page.getByTestId('phrase-word').nth(6).waitFor()
    words = await page.getByTestId('phrase-word').locator('b').allInnerTexts()
    expect(words).not.toEqual(old)
    await pressOn(page, 'words-submit')
    await page.getByTestId('phrase-ask').waitFor()
    await answerWords()
    await page.keyboard.press('Enter')
    await page.getByTestId('words-changed').waitFor()
    await pressOn(page, 'key-rotate')
    await typeInto(page, 'key-passphrase', words.join(' '))
    await page.keyboard.press('Enter')
    await page.getByTestId('key-changed').waitFor()
    await close()
    await forgetKeys()
    await open('elsewhere')
    await gate('passphrase-needed').waitFor()
    await page.keyboard.type(old.join(' '))
    await page.keyboard.press('Enter')
    await gate('passphrase-wrong').waitFor()
    await page.getByTestId('gate-passphrase').fill(words.join(' '))
    await page.keyboard.press('Enter')
    await logIn()
    await go(3, 'clients')
    await page.getByTestId('client-row').getByText(client).waitFor()
    await close()
  })
})

/** Gives back the words that are asked for, or something else in their place. */
async function answerWords(instead?: string): Promise<void> {
  for (const field of await page.getByTestId('phrase-answer').all()) {
    const place = Number(await field.getAttribute('data-place'))
    await field.fill(instead ?? words[place - 1] ?? '')
  }
}

/** Turns one bit of the first frame of the office's last segment, with whole frames after it. */
async function damage(folder: string): Promise<void> {
  const journal = join(folder, 'journal')
  const last = (await readdir(journal)).toSorted().at(-1) ?? ''
  const bytes = await readFile(join(journal, last))
  const at = headerSize + 100
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
  await writeFile(join(journal, last), bytes)
}
