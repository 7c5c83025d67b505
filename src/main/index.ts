import { existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { app, dialog, safeStorage } from 'electron'
import { pino } from 'pino'
import { coreWorkerUrl, startCoreHost } from './hosts/core-host.ts'
import { prepareElectron, runHost, showStartFailure } from './hosts/electron/host.ts'
import { launchSettings } from './hosts/electron/launch.ts'
import { createElectronSecrets } from './hosts/electron/secrets.ts'
import { starterOf, whenStarterEnds } from './hosts/electron/starter.ts'
import { hostTexts } from './hosts/electron/texts.ts'
import { createNodeSerialPorts } from './hosts/serial/node-ports.ts'
import { keysFolder } from './hosts/user-folder.ts'
import { createSystemClock, createTimers } from './platform/clock.ts'
import { createFiles } from './platform/files.ts'
import { createLogger } from './platform/logger.ts'
import { createRandom } from './platform/random.ts'

const builtDir = import.meta.dirname
const resourcesDir = app.isPackaged
  ? join(process.resourcesPath, 'resources')
  : join(builtDir, '../../resources')
const logger = createLogger(pino.destination({ dest: 2, sync: true }))
const timers = createTimers()
const system = { platform: process.platform, env: process.env, home: homedir() }
const devServer = app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null)

// Electron waits for this module before it is ready: what must come first is done here.
prepareElectron(devServer, logger)
const launch = await launchSettings({
  args: process.argv.slice(app.isPackaged ? 1 : 2),
  cwd: process.cwd(),
  resourcesDir,
  system,
})

if (!launch.ok) {
  process.stderr.write(`${launch.message}\n`)
  dialog.showErrorBox('Kvitok', launch.message)
  app.exit(2)
} else {
  mkdirSync(launch.profileDir, { recursive: true, mode: 0o700 })
  app.setPath('userData', launch.profileDir)
  // The office's own lock keeps out every other process; this one only brings the first one's window forward.
  if (app.requestSingleInstanceLock()) void app.whenReady().then(() => boot(launch.settings))
  else app.exit(0)
}

async function boot(settings: Parameters<typeof startCoreHost>[0]['settings']): Promise<void> {
  const texts = hostTexts(settings.lang, app.getLocale())
  try {
    const core = await startCoreHost({
      worker: coreWorkerUrl(import.meta.url),
      settings,
      ports: createNodeSerialPorts(logger),
      secrets: createElectronSecrets({
        store: safeStorage,
        platform: process.platform,
        files: createFiles(timers),
        folder: keysFolder(system),
        logger,
      }),
      logger,
      timers,
      clock: createSystemClock(),
      tell: (text) => process.stderr.write(`${text}\n`),
    })
    const icon = join(resourcesDir, 'icons', 'kvitok.png')
    const closing = runHost(core, {
      files: {
        rendererDir: join(builtDir, '../renderer'),
        preload: join(builtDir, '../preload/index.cjs'),
        icon: existsSync(icon) ? icon : null,
      },
      texts,
      devServer,
      random: createRandom(),
      logger,
    })
    const leave = (): void => {
      void closing.quit(0)
    }
    process.on('SIGTERM', leave)
    process.on('SIGINT', leave)
    whenStarterEnds(starterOf(process.env), timers, leave)
    process.stdout.write(`${JSON.stringify({ ready: true, host: 'electron' })}\n`)
  } catch (error) {
    logger.error('the office did not open', { error: String(error) })
    showStartFailure(texts, error)
    app.exit(1)
  }
}
