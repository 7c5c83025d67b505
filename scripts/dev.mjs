import { runChild } from './lib/children.mjs'
import { electronObstacle, obtainElectron } from './lib/electron-binary.mjs'
import { childEnv, packageCommand, programNode } from './lib/node24.mjs'
import { ensurePackages } from './lib/packages.mjs'
import { root } from './lib/paths.mjs'
import { runMain, SetupError, say } from './lib/say.mjs'

/** `npm run dev`: electron-vite's development mode, the page reloading as its sources change. */
await runMain(async () => {
  await ensurePackages()
  const obstacle = electronObstacle(process.env, process.platform, process.getuid?.() ?? null)
  if (obstacle !== null) throw new SetupError(`development mode needs Electron's window, and ${obstacle}`)
  const electron = await obtainElectron({ now_ms: Date.now(), retry: true })
  if (electron.path === null) throw new SetupError(`development mode needs Electron: ${electron.reason}`)
  say('host: Electron in development mode')
  return runChild(programNode(), [packageCommand('electron-vite'), 'dev', '--', ...process.argv.slice(2)], {
    cwd: root,
    env: childEnv(),
  })
})
