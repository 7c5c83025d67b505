import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ElectronRun, startElectron } from '../fakes/electron-standin/driver.ts'

const passphrase = 'верная лошадь батарея скрепка'
const setup = {
  office: 'Касса на Мира',
  timeZone: 'Europe/Moscow',
  operator: { name: 'Анна', pin: '4821' },
  passphrase,
}

describe('a real office under Electron', () => {
  let home = ''
  const runs: ElectronRun[] = []

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'kvitok-keyring-'))
    writeFileSync(join(home, 'setup.json'), JSON.stringify(setup))
  })

  afterEach(async () => {
    for (const run of runs.splice(0)) await run.dispose()
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  })

  async function stateWith(keyRing?: string): Promise<unknown> {
    const args = ['--office', join(home, 'office'), '--setup', join(home, 'setup.json')]
    const run = await startElectron({ args, home, ...(keyRing === undefined ? {} : { keyRing }) })
    runs.push(run)
    const page = await run.firstPage()
    const state = await page.evaluate(
      "window.kvitok.call({ call: 'gate.state', input: {}, session: null, key: null })",
    )
    run.kill('SIGTERM')
    await run.exited()
    return state
  }

  /** What lies where keys are kept, but for the name that this computer signs its locks with. */
  const kept = (): string[] =>
    readdirSync(join(home, 'data', 'kvitok', 'keys')).filter((name) => name !== 'computer.id')
  const isOpen = { ok: true, value: { phase: 'open' } }

  test('keeps its key under the key ring of the user, opens with it, and asks another one’s user for the passphrase', async () => {
    expect(await stateWith('of anna')).toMatchObject(isOpen)
    expect(await stateWith('of anna')).toMatchObject(isOpen)
    expect(kept()).toEqual(['system'])
    expect(await stateWith('of boris')).toMatchObject({
      ok: true,
      value: { phase: 'closed', problem: { code: 'passphrase-needed' } },
    })
  })

  test('keeps its key in a file of the user alone where the system has no key ring', async () => {
    expect(await stateWith()).toMatchObject(isOpen)
    expect(await stateWith()).toMatchObject(isOpen)
    expect(kept()).toEqual([expect.stringMatching(/^[0-9a-f]{32}\.key$/)])
  })

  test('writes no passphrase to any file of the user', async () => {
    await stateWith('of anna')
    const files = readdirSync(home, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'setup.json')
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
    expect(files.some((bytes) => bytes.includes(passphrase))).toBe(false)
  })
})
