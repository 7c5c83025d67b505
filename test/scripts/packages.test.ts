import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { markPackagesCurrent, npmCommand, packagesAreCurrent } from '../../scripts/lib/packages.mjs'

const lock = (packages: object): string => JSON.stringify({ packages: { '': {}, ...packages } })

describe('whether npm ci is needed', () => {
  let base = ''

  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'kvitok-packages-'))
    mkdirSync(join(base, 'node_modules'))
    writeFileSync(join(base, 'package-lock.json'), lock({ 'node_modules/a': { version: '1.0.0' } }))
  })

  afterEach(() => rmSync(base, { recursive: true, force: true }))

  test('a fresh clone needs it', () => {
    expect(packagesAreCurrent(base)).toBe(false)
  })

  test('a folder marked after an installation does not need it', () => {
    markPackagesCurrent(base)
    expect(packagesAreCurrent(base)).toBe(true)
  })

  test('a lock file that changed after the mark needs it', () => {
    markPackagesCurrent(base)
    writeFileSync(join(base, 'package-lock.json'), lock({ 'node_modules/a': { version: '1.0.1' } }))
    expect(packagesAreCurrent(base)).toBe(false)
  })

  test('packages that a person installed with npm are taken as they are', () => {
    writeFileSync(
      join(base, 'node_modules/.package-lock.json'),
      lock({ 'node_modules/a': { version: '1.0.0' } }),
    )
    expect(packagesAreCurrent(base)).toBe(true)
  })

  test('packages of another version than the lock names are not', () => {
    writeFileSync(
      join(base, 'node_modules/.package-lock.json'),
      lock({ 'node_modules/a': { version: '0.9.0' } }),
    )
    expect(packagesAreCurrent(base)).toBe(false)
  })

  test('a package that is optional on another system is not missed', () => {
    const wanted = {
      'node_modules/a': { version: '1.0.0' },
      'node_modules/w': { version: '2.0.0', optional: true },
    }
    writeFileSync(join(base, 'package-lock.json'), lock(wanted))
    writeFileSync(
      join(base, 'node_modules/.package-lock.json'),
      lock({ 'node_modules/a': { version: '1.0.0' } }),
    )
    expect(packagesAreCurrent(base)).toBe(true)
  })
})

describe('which npm is run', () => {
  test('the one that called, by a Node outside node_modules', () => {
    const npm = npmCommand({
      npm_execpath: '/usr/lib/node_modules/npm/bin/npm-cli.js',
      npm_node_execpath: '/usr/bin/node',
    })
    expect(npm.args).toEqual(['/usr/lib/node_modules/npm/bin/npm-cli.js'])
    expect(npm.command).not.toContain('node_modules')
  })

  test('npm itself when another package manager called', () => {
    expect(npmCommand({ npm_execpath: '/usr/lib/yarn/bin/yarn.js' }).args).not.toContain(
      '/usr/lib/yarn/bin/yarn.js',
    )
  })
})
