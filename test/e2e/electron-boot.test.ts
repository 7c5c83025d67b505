import { existsSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type ElectronRun, startElectron } from '../fakes/electron-standin/driver.ts'

const callInPage = `(name) => window.kvitok.call({ call: name, input: {}, session: null, key: null })`

describe('a window of the built program under the stand-in for Electron', () => {
  let program: ElectronRun

  beforeAll(async () => {
    program = await startElectron({ args: [] })
  })

  afterAll(() => program.dispose())

  test('gives its page two functions and no more', async () => {
    const page = await program.firstPage()
    expect(await page.evaluate('Object.keys(window.kvitok).sort()')).toEqual(['call', 'subscribe'])
    expect(await page.evaluate('typeof require + typeof process + typeof module')).toBe(
      'undefinedundefinedundefined',
    )
  })

  test('makes its window with every guard written out', async () => {
    const { preferences } = await program.next('window')
    expect(preferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    })
  })

  test('shows its page without a single complaint of the browser', async () => {
    const page = await program.firstPage()
    const complaints: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(String(error)))
    await page.reload()
    await page.waitForSelector('#root > *')
    expect(complaints).toEqual([])
  })

  test('its page cannot leave its place', async () => {
    const page = await program.firstPage()
    const before = page.url()
    const failed = page.waitForEvent('requestfailed')
    await page.evaluate("void (location.href = 'https://example.com/?next=app://office/index.html')")
    await failed
    expect(page.url()).toBe(before)
  })

  test('its page can load itself again', async () => {
    const page = await program.firstPage()
    await page.evaluate('void (window.before = true)')
    await Promise.all([page.waitForEvent('load'), page.evaluate('void location.reload()')])
    expect(await page.evaluate('window.before')).toBeUndefined()
    await page.waitForSelector('#root > *')
  })

  test('its page reaches no server, not even one of this computer', async () => {
    const page = await program.firstPage()
    const outcome = page.evaluate("fetch('http://127.0.0.1:9/').then(() => 'reached', () => 'refused')")
    expect(await outcome).toBe('refused')
  })

  test('its page runs no script from a string', async () => {
    const page = await program.firstPage()
    await page.evaluate(`{
      const script = document.createElement('script')
      script.textContent = 'window.injected = true'
      document.body.append(script)
    }`)
    expect(await page.evaluate('window.injected')).toBeUndefined()
  })

  test('an unknown call is an answer on this host as on the other', async () => {
    const page = await program.firstPage()
    const answer = await page.evaluate(`(${callInPage})('no.such.call')`)
    expect(answer).toMatchObject({ ok: false, error: { code: 'call.unknown' } })
  })
})

describe('the built program under the stand-in for Electron', () => {
  let run: ElectronRun | null = null

  afterEach(async () => {
    await run?.dispose()
    run = null
  })

  async function boot(...args: string[]): Promise<ElectronRun> {
    run = await startElectron({ args })
    return run
  }

  test('guards itself before its first window, then shows the page and answers a call', async () => {
    const program = await boot()
    const page = await program.firstPage()
    await page.waitForSelector('#root > *')
    const answer = await page.evaluate(`(${callInPage})('office.status')`)
    expect(answer).toMatchObject({ ok: true, value: { kind: 'training' } })
    const order = program.told.map(({ type }) => type)
    expect(order.indexOf('sandbox')).toBeLessThan(order.indexOf('window'))
    expect(order.indexOf('schemes')).toBeLessThan(order.indexOf('window'))
  })

  test('opens a PDF in the system’s viewer and removes it at the end', async () => {
    const program = await boot()
    const page = await program.firstPage()
    await page.evaluate(`window.kvitok.call({
      call: 'host.openDocument', session: null, key: null,
      input: { name: 'Квитанция.pdf', bytes: new TextEncoder().encode('%PDF-1.7') },
    })`)
    const { path } = await program.next('opened')
    expect(existsSync(path)).toBe(true)
    program.kill('SIGTERM')
    expect(await program.exited()).toBe(0)
    expect(existsSync(path)).toBe(false)
  })

  test('closing its only window ends it', async () => {
    const program = await boot()
    await program.firstPage()
    program.send({ type: 'close-window' })
    expect(await program.exited()).toBe(0)
  })

  test('opens as many windows as the operator likes, from the menu', async () => {
    const program = await boot()
    const page = await program.firstPage()
    const second = page.context().waitForEvent('page')
    program.send({ type: 'menu', path: ['Офис', 'Новое окно'] })
    await (await second).waitForURL('https://office.app.invalid/**')
    expect(program.pages()).toHaveLength(2)
  })

  test('refuses options that it does not know, in words', async () => {
    const program = await boot('--offise', 'x')
    const { content } = await program.next('error-box')
    expect(content).toContain('offise')
    expect(await program.exited()).toBe(2)
  })
})
