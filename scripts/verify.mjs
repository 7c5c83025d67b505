import { join } from 'node:path'
import { runChild } from './lib/children.mjs'
import { programNode } from './lib/node24.mjs'
import { ensurePackages } from './lib/packages.mjs'
import { root } from './lib/paths.mjs'
import { SetupError, say } from './lib/say.mjs'

/**
 * `npm run verify -- --office DIR`: recomputes the records of an office that is not open and says where they differ.
 * Ends with 0 when everything agrees, 1 when something differs, 2 when the office cannot be opened, 3 by a failure of
 * the check itself.
 */
async function verify() {
  await ensurePackages()
  const entry = join(root, 'src', 'main', 'hosts', 'verify', 'main.ts')
  // Relative paths are meant from where npm was started: npm itself changes to the program's folder.
  const cwd = process.env['INIT_CWD'] ?? process.cwd()
  return runChild(programNode(), [entry, ...process.argv.slice(2)], { cwd })
}

try {
  process.exitCode = await verify()
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  say(error.message)
  process.exitCode = 2
}
