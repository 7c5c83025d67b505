import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { launchSettings } from '../../../src/main/hosts/electron/launch.ts'

const system = { platform: 'linux' as const, env: {}, home: '/home/anna' }

describe('what the Electron host opens', () => {
  let folder = ''

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kvitok-launch-'))
  })

  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const launch = (...args: string[]) =>
    launchSettings({ args, cwd: folder, resourcesDir: '/resources', system })

  test('is the training office without options', async () => {
    expect(await launch()).toMatchObject({
      ok: true,
      settings: { kind: 'training', officeDir: '/home/anna/.local/share/kvitok/training', modemPort: null },
    })
  })

  test('is a real office in a folder given relative to where the program was started', async () => {
    const launched = await launch('--office', 'my office', '--modem', '/dev/ttyUSB0')
    const settings = { kind: 'real', officeDir: join(folder, 'my office'), modemPort: '/dev/ttyUSB0' }
    expect(launched).toMatchObject({ ok: true, settings })
  })

  test('has a browser profile of its own for each office', async () => {
    const [a, b] = await Promise.all([launch('--office', 'a'), launch('--office', 'b')])
    expect(a.ok && b.ok && a.profileDir !== b.profileDir).toBe(true)
  })

  test('carries the answers of the setup file', async () => {
    const answers = {
      office: 'Касса на Ленина',
      timeZone: 'Europe/Moscow',
      operator: { name: 'Анна', pin: '1234' },
      passphrase: 'five words of a sheet',
    }
    writeFileSync(join(folder, 'setup.json'), JSON.stringify(answers))
    const launched = await launch('--office', 'a', '--setup', 'setup.json')
    expect(launched).toMatchObject({ ok: true, settings: { setup: answers } })
  })

  test.each([
    [['--offise', 'a'], /offise/],
    [['--office', 'a', '--setup', 'missing.json'], /missing\.json/],
  ])('%j is refused with a message', async (args, message) => {
    expect(await launch(...args)).toMatchObject({ ok: false, message: expect.stringMatching(message) })
  })
})
