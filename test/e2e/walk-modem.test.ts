import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type OfficeProgram, startOffice } from '../fakes/office-program.ts'
import { type OfficeBrowser, openBrowser, pictureOfFailure, watchComplaints } from '../fakes/office-window.ts'
import { logIn } from '../fakes/walk-keys.ts'
import { callAs } from '../fakes/window-call.ts'

let home: string
let browser: OfficeBrowser
let office: OfficeProgram
let page: Page
let complaints: readonly string[]

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'kvitok-modem-'))
  browser = await openBrowser()
  office = await startOffice({ args: ['--training'], home })
  page = await (await browser.context()).newPage()
  page.setDefaultTimeout(30_000)
  complaints = watchComplaints(page)
  await logIn(page, office.url, '1111')
})

afterEach(({ task }) => pictureOfFailure(page, task))

afterAll(async () => {
  office.kill('SIGTERM')
  await office.exited
  await browser.close()
  await rm(home, { recursive: true, force: true })
  expect(complaints).toEqual([])
})

const go = (path: string): Promise<void> => page.evaluate(`location.hash = ${JSON.stringify(path)}`)

describe('the modem’s screen in a training office', () => {
  test('tells the balance when it is asked for', async () => {
    await go('/modem/cards')
    await page.getByTestId('balance-ask').click()
    await page.getByTestId('card-balance').getByText('123,45').first().waitFor()
  })

  test('walks the whole way and finds every step good', async () => {
    await go('/modem/check')
    await page.getByTestId('check-start').click()
    await page.getByTestId('check-queue').waitFor()
    expect(await page.locator('[data-testid^="check-"][data-result="bad"]').count()).toBe(0)
  })

  test('asks whose a strange card is, in sight from everywhere, and goes on once it is told', async () => {
    // A stick that restarts in the middle of a part is missed only when that part's own limit ends.
    await callAs(page, 'messages.hold', { held: true })
    await go('/modem/practice')
    await page.getByTestId('panel-card-third').click()
    await page.getByTestId('modem-phase-top').getByText('! 1').waitFor()
    await go('/today')
    await page.getByTestId('today-sim-asked').click()
    await page.getByTestId('alarm-sim-asked').getByRole('link').click()
    await page.getByTestId('sim-replacement').click()
    await page.getByTestId('sim-question').waitFor({ state: 'detached' })
    await go('/modem')
    await page.locator('[data-testid="modem-phase"][data-phase="ready"]').waitFor()
  })
})
