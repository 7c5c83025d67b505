import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { runChild } from './children.mjs'
import { digest } from './digest.mjs'
import { isInside, outerNode, packagedNode } from './node24.mjs'
import { cacheDir, root } from './paths.mjs'
import { SetupError, say } from './say.mjs'

const stampName = join('node_modules', '.kvitok-setup')

/** Installs the packages when they are missing or package-lock.json has changed since. */
export async function ensurePackages() {
  if (packagesAreCurrent(root)) return
  say('installing packages, this takes a minute the first time…')
  const { command, args } = npmCommand(process.env)
  stepAside()
  // Nothing here needs an install script: the serial driver ships prebuilt, Electron is fetched apart.
  const code = await runChild(command, [...args, 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, NODE_ENV: 'development' },
  })
  if (code !== 0) throw new SetupError(`npm ci failed with code ${code}: see its messages above`)
  markPackagesCurrent(root)
}

/**
 * Whether node_modules is what package-lock.json says. One that npm itself filled is looked through once and marked.
 * @param {string} base the program's folder
 */
export function packagesAreCurrent(base) {
  const stamp = join(base, stampName)
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === stampText(base)
  if (!matchesLock(base)) return false
  markPackagesCurrent(base)
  return true
}

/** @param {string} base */
export function markPackagesCurrent(base) {
  writeFileSync(join(base, stampName), stampText(base))
}

/** @param {string} base */
function stampText(base) {
  return `${digest(base, ['package-lock.json'])} ${process.platform}-${process.arch}\n`
}

/** @param {string} base */
function matchesLock(base) {
  const hidden = join(base, 'node_modules', '.package-lock.json')
  if (!existsSync(hidden)) return false
  const installed = JSON.parse(readFileSync(hidden, 'utf8')).packages
  /** @type {Record<string, { version?: string, optional?: boolean }>} */
  const wanted = JSON.parse(readFileSync(join(base, 'package-lock.json'), 'utf8')).packages
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true
    const found = installed[path]
    return found === undefined ? optional === true : found.version === version
  })
}

/**
 * npm as it was called, run by a Node outside node_modules.
 * @param {NodeJS.ProcessEnv} env
 */
export function npmCommand(env) {
  const script = env['npm_execpath']
  if (script !== undefined && basename(script) === 'npm-cli.js') {
    return { command: outerNode(env), args: [script] }
  }
  // npm.cmd is a script of the command prompt, which Node starts only by its interpreter.
  if (process.platform === 'win32') return { command: 'cmd.exe', args: ['/d', '/s', '/c', 'npm'] }
  return { command: 'npm', args: [] }
}

/** Windows lets a running program be moved but not removed: this one leaves node_modules before npm empties it. */
function stepAside() {
  const own = process.execPath
  if (process.platform !== 'win32' || !isInside(join(root, 'node_modules'), own)) return
  mkdirSync(cacheDir, { recursive: true })
  if (packagedNode() !== null) renameSync(own, join(cacheDir, `node-${process.pid}.exe`))
}
