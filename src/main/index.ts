import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import { pino } from 'pino'
import { coreWorkerUrl, startCoreHost } from './hosts/core-host.ts'
import { prepareElectron, runHost, showStartFailure } from './hosts/electron/host.ts'
import { readSettings } from './hosts/electron/launch.ts'
import { starterOf, whenStarterEnds } from './hosts/electron/starter.ts'
import { hostTexts } from './hosts/electron/texts.ts'
import { createNodeSerialPorts } from './hosts/serial/node-ports.ts'
import { createTimers } from './platform/clock.ts'
import { createLogger } from './platform/logger.ts'

const logger = createLogger(pino.destination({ dest: 2, sync: true }))
const timers = createTimers()
const builtDir = import.meta.dirname
const resourcesDir = app.isPackaged
  ? join(process.resourcesPath, 'resources')
  : join(builtDir, '../../resources')

prepareElectron(logger)
void app.whenReady().then(boot)

async function boot(): Promise<void> {
  const settings = readSettings({ args: process.argv, resourcesDir, dataDir: app.getPath('userData') })
  const texts = hostTexts(settings.lang, app.getLocale())
  try {
    const core = await startCoreHost({
      worker: coreWorkerUrl(import.meta.url),
      settings,
      ports: createNodeSerialPorts(logger),
      logger,
      timers,
    })
    const icon = join(resourcesDir, 'icons', 'kvitok.png')
    const closing = runHost(core, {
      files: {
        rendererDir: join(builtDir, '../renderer'),
        preload: join(builtDir, '../preload/index.cjs'),
        icon: existsSync(icon) ? icon : null,
      },
      texts,
      devServer: app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null),
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
