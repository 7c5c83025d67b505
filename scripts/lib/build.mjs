import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runChild } from './children.mjs'
import { digest } from './digest.mjs'
import { childEnv, packageCommand, programNode } from './node24.mjs'
import { root } from './paths.mjs'
import { SetupError, say } from './say.mjs'

const sources = ['src', 'electron.vite.config.ts', 'package-lock.json', 'tsconfig.base.json']
const stampPath = join(root, 'out', '.kvitok-build')

/** Builds out/ unless it was built from these very sources. */
export async function ensureBuild() {
  const wanted = digest(root, sources)
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === wanted) return
  say('building…')
  const code = await build()
  if (code !== 0) throw new SetupError(`the build failed with code ${code}: see its messages above`)
}

/** Builds out/; resolves to the exit code of electron-vite, whose messages go to standard error. */
export async function build() {
  const wanted = digest(root, sources)
  const code = await runChild(programNode(), [packageCommand('electron-vite'), 'build'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: childEnv(),
  })
  if (code === 0) writeFileSync(stampPath, wanted)
  return code
}
