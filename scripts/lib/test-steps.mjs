import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { runChild } from './children.mjs'
import { childEnv, packageCommand, programNode } from './node24.mjs'
import { cacheDir, root } from './paths.mjs'

/** @typedef {{ passed: number, failed: number }} Count */
/** @typedef {{ name: string, needs: readonly string[], run: () => Promise<Count> }} Step */

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
  { name: 'unit', needs: ['poppler'], run: () => testProject('unit') },
  { name: 'encrypted', needs: [], run: () => testProject('encrypted') },
  { name: 'property', needs: [], run: () => testProject('property') },
  { name: 'contract', needs: ['chromium', 'fonts'], run: () => testProject('contract') },
  {
    name: 'serial',
    needs: ['socat', 'udev', 'gammu', 'gammu-smsd', 'smstools'],
    run: () => testProject('serial'),
  },
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

/** @param {string} name package @param {string} command @param {readonly string[]} args */
function runTool(name, command, args) {
  return runChild(programNode(), [packageCommand(name, command), ...args], {
    cwd: root,
    env: { ...childEnv(), ...(process.stdout.isTTY ? {} : { FORCE_COLOR: '0', NO_COLOR: '1' }) },
    limit_ms: stepLimit_ms,
  })
}

/**
 * Runs one of vitest's projects and counts by its own report.
 * @param {string} name
 * @returns {Promise<Count>}
 */
async function testProject(name) {
  const report = join(reports, `${name}.json`)
  mkdirSync(reports, { recursive: true })
  rmSync(report, { force: true })
  const code = await runTool('vitest', 'vitest', [
    'run',
    '--project',
    name,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ])
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
