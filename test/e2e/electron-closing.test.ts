import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ElectronRun, startElectron } from '../fakes/electron-standin/driver.ts'

/** The page's own way to the core, with the key that every command carries. */
async function call(page: Page, name: string, input: object, session: string | null): Promise<unknown> {
  const request = { call: name, input, session, key: crypto.randomUUID() }
  const answer = await page.evaluate(`window.kvitok.call(${JSON.stringify(request)})`)
  expect(answer).toMatchObject({ ok: true })
  return Object(answer).value
}

async function login(page: Page): Promise<string> {
  const { operators } = Object(await call(page, 'office.status', {}, null))
  const input = { operatorId: operators[0].id, pin: '1111' }
  return String(Object(await call(page, 'session.login', input, null)).session)
}

/** A message that waits because the operator holds the sending. */
async function leaveMessageWaiting(page: Page): Promise<void> {
  const session = await login(page)
  await call(page, 'messages.hold', { held: true }, session)
  await call(page, 'messages.write', { phone: '+79161234567', text: 'Ждём вас' }, session)
}

async function queued(page: Page): Promise<number> {
  return Number(Object(await call(page, 'office.top', {}, await login(page))).queued)
}

describe('the Electron host when it is closed', () => {
  let home = ''
  const runs: ElectronRun[] = []

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'kvitok-closing-'))
  })

  afterEach(async () => {
    for (const run of runs.splice(0)) await run.dispose()
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  })

  async function start(): Promise<ElectronRun> {
    const run = await startElectron({ args: [], home })
    runs.push(run)
    return run
  }

  test('asks while a message waits, sends on without a window, comes back from the tray, and quits', async () => {
    const program = await start()
    const page = await program.firstPage()
    await leaveMessageWaiting(page)

    program.send({ type: 'close-window' })
    const asked = await program.next('question')
    expect(asked.message).toMatch(/^Ждут отправки: [1-9]/)
    const closed = page.waitForEvent('close')
    program.send({ type: 'answer', button: asked.buttons.indexOf('Отправлять без окна') })
    await closed

    const back = program.nextPage()
    program.send({ type: 'tray', label: 'Открыть окно' })
    expect(await queued(await back)).toBeGreaterThan(0)

    program.send({ type: 'menu', path: ['Офис', 'Выйти'] })
    const again = await program.next('question')
    program.send({ type: 'answer', button: again.buttons.indexOf('Выйти') })
    expect(await program.exited()).toBe(0)
  })

  test('killed, it has the waiting message after the next start', async () => {
    const first = await start()
    await leaveMessageWaiting(await first.firstPage())
    first.kill('SIGKILL')
    await first.exited()
    const second = await start()
    expect(await queued(await second.firstPage())).toBeGreaterThan(0)
  })

  test('a second start of the office ends without a word and the first one comes forward, out of the tray too', async () => {
    const first = await start()
    const page = await first.firstPage()
    await leaveMessageWaiting(page)
    first.send({ type: 'close-window' })
    const asked = await first.next('question')
    const closed = page.waitForEvent('close')
    first.send({ type: 'answer', button: asked.buttons.indexOf('Отправлять без окна') })
    await closed

    const back = first.nextPage()
    const second = await start()
    expect(await second.exited()).toBe(0)
    expect(second.told.map(({ type }) => type)).not.toContain('window')
    expect(await queued(await back)).toBeGreaterThan(0)
  })

  test('an office that another user has open is shown as that, with who holds it', async () => {
    const args = ['--office', join(home, 'office')]
    const first = await startElectron({ args, home })
    runs.push(first)
    await first.firstPage()
    const other = await startElectron({ args })
    runs.push(other)
    const page = await other.firstPage()
    const state = await call(page, 'gate.state', {}, null)
    expect(state).toMatchObject({ phase: 'closed', problem: { code: 'held' }, acts: ['retry'] })
  })
})
