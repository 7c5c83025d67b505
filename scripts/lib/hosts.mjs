import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { findBrowser, showWindow } from './browser.mjs'
import { runChild, whenOrphaned } from './children.mjs'
import { electronObstacle, hasDisplay, obtainElectron } from './electron-binary.mjs'
import { programNode } from './node24.mjs'
import { root } from './paths.mjs'
import { say } from './say.mjs'

/** @typedef {{ host: 'electron', path: string, why: string } | { host: 'loopback', why: string }} Choice */

/**
 * @param {import('./usage.mjs').StartOptions} options @param {number} now_ms
 * @returns {Promise<Choice>}
 */
export async function chooseHost(options, now_ms) {
  if (options.loopback !== null) return { host: 'loopback', why: `${options.loopback} was given` }
  const obstacle = electronObstacle(process.env, process.platform, process.getuid?.() ?? null)
  if (obstacle !== null) return { host: 'loopback', why: obstacle }
  const electron = await obtainElectron({ now_ms, retry: options.retryElectron })
  if (electron.path === null) return { host: 'loopback', why: electron.reason }
  return { host: 'electron', path: electron.path, why: 'its program is installed' }
}

/** The folder that relative paths in the options are meant from: npm itself changes to the program's. */
function startedIn() {
  return process.env['INIT_CWD'] ?? process.cwd()
}

/** Exit codes of a program whose libraries are missing, and of one that aborted before it began. */
const brokenCodes = new Set([127, 128 + 4, 128 + 5, 128 + 6, 128 + 11])

/**
 * Runs the Electron host to its end. Resolves to its exit code, or to null when Electron itself does not work here.
 * @param {string} electron @param {readonly string[]} args @param {{ readsInput: boolean }} options
 */
export async function runElectron(electron, args, { readsInput }) {
  let ready = false
  const code = await runChild(electron, [root, ...args], {
    cwd: startedIn(),
    stdio: [readsInput ? 'inherit' : 'ignore', 'pipe', 'inherit'],
    env: { ...process.env, KVITOK_STARTER: String(process.pid) },
    onStart(child) {
      child.stdout?.once('data', () => {
        ready = true
      })
      child.stdout?.pipe(process.stdout)
      whenOrphaned(() => child.kill('SIGTERM'))
    },
  })
  return !ready && brokenCodes.has(code) ? null : code
}

/**
 * Runs the loopback host to its end and shows its window, or says where it is. Resolves to its exit code.
 * @param {readonly string[]} args @param {{ window: boolean, readsInput: boolean }} options
 */
export function runLoopback(args, { window, readsInput }) {
  const entry = join(root, 'out', 'main', 'loopback.js')
  return runChild(
    programNode(),
    ['--enable-source-maps', entry, ...(readsInput ? [] : ['--exit-with-parent']), ...args],
    {
      cwd: startedIn(),
      // The pipe to its input is never written to: its end tells the host that this process is gone.
      stdio: [readsInput ? 'inherit' : 'pipe', window ? 'pipe' : 'inherit', 'inherit'],
      onStart(child) {
        whenOrphaned(() => child.kill('SIGTERM'))
        if (child.stdout === null) return
        const lines = createInterface({ input: child.stdout })
        lines.once('line', (line) => {
          void openWindow(line).then((closed) => {
            if (closed) child.kill('SIGTERM')
          })
        })
      },
    },
  )
}

/**
 * @param {string} line the host's line of JSON
 * @returns {Promise<boolean>} true once the window was shown and closed
 */
async function openWindow(line) {
  const { url, first } = JSON.parse(line)
  const browser = hasDisplay(process.env, process.platform)
    ? findBrowser(process.env, process.platform)
    : null
  if (browser === null) {
    process.stdout.write(`${line}\n`)
    if (first === true) say(`the office is open already: open ${url} in a browser on this computer`)
    else say(`open ${url} in a browser on this computer; Ctrl-C closes the office`)
    return false
  }
  await showWindow(browser, url)
  return true
}
