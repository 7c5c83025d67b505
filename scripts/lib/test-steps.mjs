import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { runChild } from './children.mjs'
import { childEnv, packageCommand, programNode } from './node24.mjs'
import { cacheDir, root } from './paths.mjs'

/** @typedef {{ passed: number, failed: number }} Count */
/**
 * A step that stands `beside` runs while the others do: what it says goes to the descriptor `log` and is shown at the end.
 * @typedef {{ name: string, needs: readonly string[], beside?: true, run: (log?: number) => Promise<Count> }} Step
 */

const stepLimit_ms = 10 * 60 * 1000
const reports = join(cacheDir, 'test')

/** @type {readonly Step[]} in the order in which a mistake is found soonest */
export const steps = [
  {
    name: 'lint',
    needs: [],
    run: () =>
      checkBy('@biomejs/biome', 'biome', [
        'ci',
        process.stdout.isTTY ? '--colors=force' : '--colors=off',
        '.',
      ]),
  },
  { name: 'types', needs: [], run: () => checkBy('typescript', 'tsc', ['--noEmit', '-p', 'tsconfig.json']) },
  {
    name: 'types-renderer',
    needs: [],
    run: () => checkBy('typescript', 'tsc', ['--noEmit', '-p', 'tsconfig.renderer.json']),
  },
  // The peers send one or two messages a second: nearly all of it is waiting.
  {
    name: 'peers',
    needs: ['socat', 'gammu-smsd', 'smstools'],
    beside: true,
    run: (log) => testProject('peers', log),
  },
  { name: 'unit', needs: ['poppler'], run: () => testProject('unit') },
  { name: 'encrypted', needs: [], run: () => testProject('encrypted') },
  { name: 'property', needs: [], run: () => testProject('property') },
  { name: 'contract', needs: ['chromium', 'fonts'], run: () => testProject('contract') },
  { name: 'serial', needs: ['socat', 'udev', 'gammu'], run: () => testProject('serial') },
  { name: 'fault', needs: [], run: () => testProject('fault') },
  { name: 'crash', needs: ['socat'], run: () => testProject('crash') },
  { name: 'build', needs: [], run: async () => checked(await build()) },
  { name: 'e2e', needs: ['chromium', 'fonts', 'socat'], run: () => testProject('e2e') },
]

/** @param {number} code @returns {Count} */
const checked = (code) => (code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })

/**
 * @param {string} name package @param {string} command @param {readonly string[]} args
 */
async function checkBy(name, command, args) {
  return checked(await runTool(name, command, args))
}

/** @param {string} name package @param {string} command @param {readonly string[]} args @param {number} [log] */
function runTool(name, command, args, log) {
  return runChild(programNode(), [packageCommand(name, command), ...args], {
    ...(log === undefined ? {} : { stdio: ['ignore', log, log] }),
    cwd: root,
    env: {
      ...childEnv(),
      ...(process.stdout.isTTY && log === undefined ? {} : { FORCE_COLOR: '0', NO_COLOR: '1' }),
    },
    limit_ms: stepLimit_ms,
  })
}

/**
 * Runs one of vitest's projects and counts by its own report.
 * @param {string} name @param {number} [log]
 * @returns {Promise<Count>}
 */
async function testProject(name, log) {
  const report = join(reports, `${name}.json`)
  mkdirSync(reports, { recursive: true })
  rmSync(report, { force: true })
  const told = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await runTool('vitest', 'vitest', ['run', '--project', name, ...told], log)
  if (!existsSync(report)) return { passed: 0, failed: 1 }
  return countReport(JSON.parse(readFileSync(report, 'utf8')), code)
}

/**
 * A run that failed outside every test, or found none, counts as one failure.
 * @param {{ numPassedTests: number, numFailedTests: number }} report @param {number} code
 * @returns {Count}
 */
export function countReport({ numPassedTests, numFailedTests }, code) {
  const outside = code !== 0 && numFailedTests === 0 ? 1 : 0
  return { passed: numPassedTests, failed: numFailedTests + outside }
}
