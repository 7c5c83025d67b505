import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { runChild } from './children.mjs'

const linuxNames = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
]
const macPaths = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]
const windowsPaths = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
]
const windowsFolders = ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData']

/**
 * The first Chromium, Chrome or Edge that is installed, null when there is none.
 * @param {NodeJS.ProcessEnv} env @param {NodeJS.Platform} platform
 */
export function findBrowser(env, platform) {
  return browserPlaces(env, platform).find((path) => existsSync(path)) ?? null
}

/**
 * @param {NodeJS.ProcessEnv} env @param {NodeJS.Platform} platform
 * @returns {string[]}
 */
function browserPlaces(env, platform) {
  if (platform === 'darwin') return macPaths
  if (platform === 'win32') {
    const folders = windowsFolders.flatMap((name) => env[name] ?? [])
    return windowsPaths.flatMap((path) => folders.map((folder) => join(folder, ...path)))
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return linuxNames.flatMap((name) => folders.map((folder) => join(folder, name)))
}

const windowFlags = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
]

/**
 * Shows an address in a window without tabs, under a profile of its own, so that the browser's process lives as long
 * as the window. Resolves when the window is closed.
 * @param {string} browser @param {string} url
 */
export async function showWindow(browser, url) {
  const profile = mkdtempSync(join(tmpdir(), 'kvitok-window-'))
  const asRoot = process.getuid?.() === 0
  const flags = [...windowFlags, ...(asRoot ? ['--no-sandbox'] : [])]
  try {
    await runChild(browser, [`--app=${url}`, `--user-data-dir=${profile}`, ...flags], { stdio: 'ignore' })
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}
