import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { readNetworkLines } from '../../src/main/modem/virtual/network-file.ts'
import { calendarCalls, type OccurrenceView } from '../../src/shared/contract/calendar.ts'
import { OfficeSettings } from '../../src/shared/contract/office.ts'
import { addDays, type Day, dayOf, formatDay, monthOf } from '../../src/shared/days.ts'
import { type OfficeProgram, startOffice } from '../fakes/office-program.ts'
import { type OfficeBrowser, openBrowser, pictureOfFailure, watchComplaints } from '../fakes/office-window.ts'
import { logIn, numberPad, pressOn, typeInto } from '../fakes/walk-keys.ts'
import { callAs } from '../fakes/window-call.ts'

const anna = '+79005550234'
const aMinute_ms = 60_000
type Occurrence = z.output<typeof OccurrenceView>

let home: string
let browser: OfficeBrowser
let office: OfficeProgram
let page: Page
let complaints: readonly string[]
/** The working day on which the clock stands after the first move. */
let campaignDay: Day
/** The next day with reminders, and they in the order they are to leave. */
let reminderDay: Day
let planned: Occurrence[]
/** The account of the client who says that it is paid, and of the one who pays. */
let claimed: Occurrence
let paid: Occurrence

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'kvitok-training-'))
  browser = await openBrowser()
  office = await startOffice({ args: ['--training'], home })
  page = await (await browser.context()).newPage()
  page.setDefaultTimeout(20_000)
  complaints = watchComplaints(page)
})

afterAll(async () => {
  office.kill('SIGKILL')
  await office.exited
  await browser.close()
  await rm(home, { recursive: true, force: true })
})

afterEach(({ task }) => pictureOfFailure(page, task))

async function go(digit: number, name: string): Promise<void> {
  await page.keyboard.press(`Control+Digit${digit}`)
  await page.locator(`[data-testid="nav-${name}"][aria-current="page"]`).waitFor()
}

/** Takes up a phone of the panel. */
async function takePhone(number: string): Promise<void> {
  await pressOn(page, 'nav-phones')
  await page.getByTestId('phones-number').fill(number)
  await page.getByTestId('phones-number').press('Enter')
  // Its conversation, or the words that there is none yet.
  await page
    .locator(`[data-testid="phones-body"][data-number="${number}"] [role="log"] > *`)
    .first()
    .waitFor()
}

/** A client writes on the panel; resolves to what their phone then shows last. */
async function text(number: string, words: string): Promise<string> {
  await takePhone(number)
  const answers = page.locator('[data-testid="phones-message"][data-direction="to-phone"]')
  const before = await answers.count()
  await typeInto(page, 'phones-text', words)
  await page.keyboard.press('Enter')
  await answers.nth(before).waitFor()
  return answers.nth(before).locator('> span').innerText()
}

async function forward(control: string, typed: string | null): Promise<void> {
  await pressOn(page, 'clock-forward')
  if (typed !== null) await page.getByTestId('clock-date').fill(typed)
  await pressOn(page, control)
  await page.locator('[data-testid="clock-forward"]:not(.ant-btn-loading)').waitFor()
  await pressOn(page, 'clock-forward')
  await page.getByTestId(control).waitFor({ state: 'hidden' })
}

const month = async (day: Day) =>
  calendarCalls['calendar.month'].output.parse(await callAs(page, 'calendar.month', { month: monthOf(day) }))

/** The first day after `from` that `good` holds of. */
async function dayAfter(
  from: Day,
  good: (day: Awaited<ReturnType<typeof month>>['days'][number]) => boolean,
): Promise<Day> {
  const days = [...(await month(from)).days, ...(await month(addDays(from, 31))).days]
  const found = days.find((each) => each.day > from && good(each))
  if (found === undefined) throw new Error(`no such day after ${from}`)
  return found.day
}

async function remindersOn(day: Day): Promise<Occurrence[]> {
  const { output } = calendarCalls['calendar.day']
  const all: Occurrence[] = []
  let cursor: string | null = null
  do {
    const answer: z.output<typeof output> = output.parse(await callAs(page, 'calendar.day', { day, cursor }))
    all.push(...answer.items)
    cursor = answer.next
  } while (cursor !== null)
  return all
}

/** Everything that any phone of the training network has shown, in its order, by the network's own file. */
async function shown(): Promise<{ to: string; text: string }[]> {
  const files = await readdir(home, { recursive: true })
  const file = files.find((name) => name.endsWith('virtual-network.jsonl'))
  if (file === undefined) throw new Error('the training network keeps no file')
  const lines = await readNetworkLines(join(home, file))
  return lines.flatMap((line) => (line.t === 'shown' ? [{ to: line.to, text: line.text }] : []))
}

const reminders = async () =>
  (await shown()).filter(({ text: words }) => words.includes('Чтобы не было пени'))

describe('the training office', () => {
  test('opens with providers, clients and bills of its own, and is entered with its PIN', async () => {
    await logIn(page, office.url, '1111')
    await page.getByText('Учебный офис').first().waitFor()
    await page.getByTestId('modem-phase-top').getByText('Virtual').waitFor()
    const settings = OfficeSettings.parse(await callAs(page, 'office.settings', {}))
    await callAs(page, 'office.saveSettings', { ...settings, smsPerMinute: 600 })
    await go(8, 'providers')
    await page.getByText('Водоканал').first().waitFor()
    await page.getByText('Энергосбыт').first().waitFor()
  })

  test('a shipped registry is one key away: its bad rows are refused by number and reason', async () => {
    await go(4, 'bills')
    await pressOn(page, 'registry-example')
    await page.getByTestId('registry-status').getByText('ждёт проведения').waitFor()
    await page.getByText('windows-1251').first().waitFor()
    const rejected = page.getByTestId('registry-count-rejected').locator('b')
    expect(await rejected.innerText()).toBe('3')
    expect(await page.getByTestId('registry-row').allInnerTexts()).toEqual([
      expect.stringContaining('этот счёт за этот период уже был выше в файле'),
      expect.stringContaining('сумма меньше нуля'),
      expect.stringContaining('сумма не читается'),
    ])
  })

  test('a phone of the panel asks and is answered on its own screen', async () => {
    expect(await text(anna, 'долг 100234')).toMatch(
      /^Квиток: вода 100234, долг на \d\d\.\d\d 1842,50р, срок \d\d\.\d\d\. С комиссией 1879,35р\. Оплата .+ дойдет \d\d\.\d\d\. Ответ ОПЛАТИТЬ$/,
    )
    expect(await text(anna, 'ТАРИФ 100234')).toContain('38,90р/м3 вместо 35,20р')
    expect(await text('+79991112233', 'долг 100234')).not.toMatch(/1842|вода|Рябинина/)
  })

  test('advertising waits for a person, and СТОП keeps a phone out of the next one', async () => {
    const today = dayOf(Date.now(), 'Europe/Moscow')
    campaignDay = await dayAfter(today, ({ type }) => type !== 'off')
    await forward('clock-to-date', formatDay(campaignDay))
    const first = await writeCampaign('Касса без перерыва', 'работаем без перерыва на обед.')
    expect((await shown()).some(({ text: words }) => words.includes('без перерыва'))).toBe(false)
    await pressOn(page, 'campaign-start')
    await pressOn(page, 'campaign-confirm')
    await page.locator('[data-testid="campaign-row"][data-status="done"]').first().waitFor()
    const got = (await shown()).filter(({ text: words }) => words.includes('без перерыва'))
    expect(got.length).toBe(first)
    expect(got.map(({ to }) => to)).toContain(anna)
    expect(await text(anna, 'СТОП')).toContain('рекламы не будет')

    expect(await writeCampaign('Оплата по QR', 'оплачивайте по QR.')).toBe(first - 1)
    await pressOn(page, 'campaign-start')
    await pressOn(page, 'campaign-confirm')
    await page.locator('[data-testid="campaign-row"][data-status="done"]').nth(1).waitFor()
    const second = (await shown()).filter(({ text: words }) => words.includes('по QR'))
    expect(second.length).toBe(first - 1)
    expect(second.map(({ to }) => to)).not.toContain(anna)
  })

  test('the calendar shows the planned reminders, each with its text', async () => {
    reminderDay = await dayAfter(addDays(campaignDay, -1), (day) => day.planned > 0)
    planned = await remindersOn(reminderDay)
    const [first] = planned
    const other = planned.find(({ number }) => number !== first?.number)
    if (first === undefined || other === undefined) throw new Error('nothing is planned')
    claimed = first
    paid = other
    await page.evaluate(`location.hash = '/calendar/${reminderDay}'`)
    await page.locator(`[data-testid="calendar-day"][data-day="${reminderDay}"]`).getByText('ждут').waitFor()
    await page.keyboard.press('Enter')
    await page.getByTestId('occurrence-row').first().waitFor()
    for (const { clientName, text: words } of planned.slice(0, 3)) {
      await page.getByTestId('occurrence-side').getByRole('heading', { name: clientName }).waitFor()
      expect(await page.getByTestId('occurrence-text').innerText()).toBe(words)
      expect(words).toContain('Чтобы не было пени, оплатите не позже')
      await page.keyboard.press('ArrowDown')
    }
  })

  test('БЫЛО silences one reminder, and a payment at the desk another', async () => {
    expect(await text(claimed.phone, `БЫЛО ${claimed.number}`)).toContain('отметили: оплачено не у нас')
    await go(1, 'desk')
    await page.getByTestId('shift-float').waitFor()
    await numberPad(page, '0⏎')
    await page.getByTestId('shift-panel').waitFor({ state: 'detached' })
    await numberPad(page, `${paid.number}⏎⏎⏎⏎`)
    await page.getByTestId('desk-done').waitFor()
    await page.evaluate(`location.hash = '/calendar/list/${reminderDay}'`)
    await page.locator('.kv-note').getByText('Не уйдёт: клиент ответил БЫЛО').waitFor()
    for (const _row of planned.slice(0, planned.indexOf(paid))) await page.keyboard.press('ArrowDown')
    await page.locator('.kv-note').getByText('Не уйдёт: уже оплачено').waitFor()
  })

  test(
    'moving the clock forward sends the others in their order, those two left out',
    async () => {
      // What fell due on the way here has left.
      await page.getByTestId('top-queued').getByText('0', { exact: true }).waitFor()
      const before = (await reminders()).length
      if (reminderDay !== campaignDay) await forward('clock-to-date', formatDay(reminderDay))
      const sent = async () => (await reminders()).slice(before)
      expect(await sent()).toEqual([])
      for (const _hour of [10, 11, 12]) await forward('clock-hour', null)
      const left = planned.filter(({ number }) => number !== claimed.number && number !== paid.number)
      await expect.poll(sent, { timeout: aMinute_ms }).toHaveLength(left.length)
      expect((await sent()).map(({ to, text: words }) => `${to} ${words}`)).toEqual(
        left.map(({ phone, text: words }) => `${phone} ${words ?? ''}`),
      )
    },
    2 * aMinute_ms,
  )

  test('it ends cleanly and without a complaint of the browser', async () => {
    office.kill('SIGTERM')
    expect(await office.exited).toBe(0)
    expect(complaints.filter((words) => !words.includes('ERR_'))).toEqual([])
  })
})

/** Writes a campaign and does not start it; resolves to how many would get it. */
async function writeCampaign(name: string, words: string): Promise<number> {
  await go(7, 'campaigns')
  await pressOn(page, 'campaign-new')
  await typeInto(page, 'campaign-name', name)
  await typeInto(page, 'campaign-text', words)
  await page.getByTestId('campaign-preview').getByText(words).waitFor()
  return Number(await page.getByTestId('campaign-recipients').locator('b').innerText())
}
