import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runChild } from './children.mjs'
import { childEnv, programNode } from './node24.mjs'
import { cacheDir, root } from './paths.mjs'
import { say } from './say.mjs'

/** @typedef {{ path: string, reason: null } | { path: null, reason: string }} Binary */

const retryAfter_ms = 24 * 60 * 60 * 1000
const refusalPath = join(cacheDir, 'electron-refused.json')

/**
 * Electron's program: the one installed, else fetched now. Where it cannot be had, `reason` says why; that is
 * remembered for a day, so that each start does not wait for the same failure.
 * @param {{ now_ms: number, retry: boolean }} options
 * @returns {Promise<Binary>}
 */
export async function obtainElectron({ now_ms, retry }) {
  const installed = installedElectron(join(root, 'node_modules', 'electron'))
  if (installed !== null) return { path: installed, reason: null }
  const refused = retry ? null : readRefusal(refusalPath, electronVersion(), now_ms)
  if (refused !== null) return { path: null, reason: `${refused} (tried today, --electron tries again)` }
  say('fetching Electron…')
  const reason = await download()
  const path = installedElectron(join(root, 'node_modules', 'electron'))
  if (path !== null) {
    rmSync(refusalPath, { force: true })
    return { path, reason: null }
  }
  writeRefusal(refusalPath, { version: electronVersion(), at_ms: now_ms, reason })
  return { path: null, reason }
}

/**
 * The program that Electron's installer unpacked, null when it is missing or of another version.
 * @param {string} folder the electron package
 */
export function installedElectron(folder) {
  const named = join(folder, 'path.txt')
  const version = join(folder, 'dist', 'version')
  if (!existsSync(named) || !existsSync(version)) return null
  const wanted = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version
  if (readFileSync(version, 'utf8').trim().replace(/^v/, '') !== wanted) return null
  const path = join(folder, 'dist', readFileSync(named, 'utf8').trim())
  return existsSync(path) ? path : null
}

/** @returns {string} */
function electronVersion() {
  return JSON.parse(readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8')).version
}

/** Runs Electron's own installer under watch; resolves to what it said last, for the case that it failed. */
async function download() {
  const node = programNode()
  const watch = new URL('./electron-download.mjs', import.meta.url).href
  const proxied = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'].some((name) => process.env[name])
  let errors = ''
  await runChild(node, ['--import', watch, join('node_modules', 'electron', 'install.js')], {
    cwd: root,
    stdio: ['ignore', 2, 'pipe'],
    env: {
      ...childEnv(),
      ELECTRON_GET_NO_PROGRESS: '1',
      ...(proxied ? { NODE_USE_ENV_PROXY: '1' } : {}),
    },
    onStart: (child) =>
      child.stderr?.on('data', (chunk) => {
        const text = String(chunk)
        if (text.startsWith('kvitok: ')) process.stderr.write(text)
        else errors = (errors + text).slice(0, 4000)
      }),
  })
  return firstReason(errors)
}

/**
 * The line of a stack trace that names the failure.
 * @param {string} errors
 */
export function firstReason(errors) {
  const line =
    errors.split('\n').find((text) => /^\s*(\w*Error)\b.*: /.test(text)) ?? errors.split('\n')[0] ?? ''
  const text = line.replace(/^\s*\w*Error\b[^:]*: /, '').trim()
  return `Electron's program could not be fetched: ${text === '' ? 'its installer failed' : text}`
}

/**
 * @param {string} path @param {string} version @param {number} now_ms
 * @returns {string | null} the remembered reason while it holds
 */
export function readRefusal(path, version, now_ms) {
  if (!existsSync(path)) return null
  const refusal = parseOrNull(readFileSync(path, 'utf8'))
  if (refusal === null || refusal.version !== version || typeof refusal.reason !== 'string') return null
  const age_ms = now_ms - refusal.at_ms
  return age_ms >= 0 && age_ms < retryAfter_ms ? refusal.reason : null
}

/**
 * @param {string} path @param {{ version: string, at_ms: number, reason: string }} refusal
 */
export function writeRefusal(path, refusal) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, JSON.stringify(refusal))
}

/** @param {string} text */
function parseOrNull(text) {
  try {
    return JSON.parse(text)
  } catch {
    // A file cut by a crash: as good as none.
    return null
  }
}

/**
 * Why Electron cannot show a window here, null when it can.
 * @param {NodeJS.ProcessEnv} env @param {NodeJS.Platform} platform @param {number | null} uid
 */
export function electronObstacle(env, platform, uid) {
  if (!hasDisplay(env, platform)) return 'there is no display'
  if (platform === 'linux' && uid === 0) return "Electron's sandbox does not run as root"
  return null
}

/** @param {NodeJS.ProcessEnv} env @param {NodeJS.Platform} platform */
export function hasDisplay(env, platform) {
  if (platform === 'win32' || platform === 'darwin') return true
  return Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY'])
}
