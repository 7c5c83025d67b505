import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  electronObstacle,
  firstReason,
  installedElectron,
  readRefusal,
  writeRefusal,
} from '../../scripts/lib/electron-binary.mjs'

const hour_ms = 60 * 60 * 1000
const refusal = { version: '45.4.1', at_ms: 1_000_000, reason: 'no way' }

describe("Electron's program", () => {
  let folder = ''

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kvitok-electron-'))
  })

  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  function install(version: string): void {
    mkdirSync(join(folder, 'dist'))
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ version: '45.4.1' }))
    writeFileSync(join(folder, 'path.txt'), 'electron')
    writeFileSync(join(folder, 'dist/version'), version)
    writeFileSync(join(folder, 'dist/electron'), '')
  }

  test('is found where its installer unpacked it', () => {
    install('v45.4.1')
    expect(installedElectron(folder)).toBe(join(folder, 'dist/electron'))
  })

  test('of another version is not used', () => {
    install('44.0.0')
    expect(installedElectron(folder)).toBeNull()
  })

  test('that never came is not found', () => {
    expect(installedElectron(folder)).toBeNull()
  })

  test('that could not be fetched is not tried again within a day', () => {
    const path = join(folder, 'cache/refused.json')
    writeRefusal(path, refusal)
    expect(readRefusal(path, '45.4.1', refusal.at_ms + 23 * hour_ms)).toBe('no way')
  })

  test('is tried again after a day', () => {
    const path = join(folder, 'cache/refused.json')
    writeRefusal(path, refusal)
    expect(readRefusal(path, '45.4.1', refusal.at_ms + 24 * hour_ms)).toBeNull()
  })

  test('of a newer version is tried at once', () => {
    const path = join(folder, 'cache/refused.json')
    writeRefusal(path, refusal)
    expect(readRefusal(path, '46.0.0', refusal.at_ms + 1)).toBeNull()
  })

  test('is tried again when the note of the failure is torn', () => {
    const path = join(folder, 'refused.json')
    writeFileSync(path, '{"version":"45.4')
    expect(readRefusal(path, '45.4.1', 0)).toBeNull()
  })

  test('says in one line why it could not be fetched', () => {
    const stack = 'Error: github.com did not answer within 5 s\n    at Timeout (file:///x.mjs:1:1)\n'
    expect(firstReason(stack)).toBe(
      "Electron's program could not be fetched: github.com did not answer within 5 s",
    )
  })
})

describe('where Electron shows no window', () => {
  test.each([
    [{}, 'linux', 1000, 'there is no display'],
    [{ DISPLAY: ':0' }, 'linux', 0, "Electron's sandbox does not run as root"],
    [{ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', 1000, null],
    [{}, 'win32', null, null],
    [{}, 'darwin', 501, null],
  ] as const)('%j on %s as user %s: %s', (env, platform, uid, reason) => {
    expect(electronObstacle(env, platform, uid)).toBe(reason)
  })
})
