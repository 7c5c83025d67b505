import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { constants } from 'node:os'

/**
 * @typedef {object} ChildOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {import('node:child_process').StdioOptions} [stdio]
 * @property {number} [limit_ms] ended by force after this time
 * @property {(child: import('node:child_process').ChildProcess) => void} [onStart]
 */

/**
 * Runs a program to its end and resolves to its exit code (128 + number of the signal that ended it, 127 when it
 * could not be started). SIGTERM and SIGINT that reach this process meanwhile are passed on to it.
 * @param {string} command @param {readonly string[]} args @param {ChildOptions} [options]
 * @returns {Promise<number>}
 */
export function runChild(command, args, { limit_ms, onStart, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', windowsHide: true, ...options })
    const stopForwarding = forwardSignals(child)
    const limit = limit_ms === undefined ? null : setTimeout(() => child.kill('SIGKILL'), limit_ms)
    /** @param {number} code */
    const done = (code) => {
      stopForwarding()
      if (limit !== null) clearTimeout(limit)
      resolve(code)
    }
    child.once('error', () => done(127))
    child.once('exit', (code, signal) => done(exitCodeOf(code, signal)))
    onStart?.(child)
  })
}

/**
 * The exit code as a shell gives it.
 * @param {number | null} code @param {NodeJS.Signals | null} signal
 */
export function exitCodeOf(code, signal) {
  if (code !== null) return code
  return 128 + (signal === null ? 0 : constants.signals[signal])
}

/** @param {import('node:child_process').ChildProcess} child */
function forwardSignals(child) {
  const terminate = () => child.kill('SIGTERM')
  // From a terminal Ctrl-C reaches the whole group, the child too: a second one would hurry its closing.
  const interrupt = () => {
    if (!process.stdin.isTTY) child.kill('SIGINT')
  }
  process.on('SIGTERM', terminate)
  process.on('SIGHUP', terminate)
  process.on('SIGINT', interrupt)
  return () => {
    process.off('SIGTERM', terminate)
    process.off('SIGHUP', terminate)
    process.off('SIGINT', interrupt)
  }
}

const orphanCheck_ms = 100

/**
 * Calls `gone` once when the process that started this one has ended, even by kill -9, or when npm has, which keeps a
 * shell in between that neither hands on a signal nor ends with npm.
 * @param {() => void} gone
 */
export function whenOrphaned(gone) {
  const parent = process.ppid
  const grandparent = parentOf(parent)
  const timer = setInterval(() => {
    if (process.ppid === parent && isAlive(parent) && parentOf(parent) === grandparent) return
    clearInterval(timer)
    gone()
  }, orphanCheck_ms)
  timer.unref()
}

/**
 * The parent of another process as Linux tells it; null elsewhere, where npm's shell gives way to the command (macOS)
 * or closing the window ends them all (Windows).
 * @param {number} pid
 */
function parentOf(pid) {
  if (process.platform !== 'linux' || process.env['npm_lifecycle_event'] === undefined) return null
  try {
    return Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  } catch {
    // It ended between two looks.
    return null
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
