import { join } from 'node:path'
import { app, BrowserWindow, dialog, ipcMain, protocol, session, shell } from 'electron'
import { OfficeStatus } from '../../../shared/contract/office.ts'
import type { Logger } from '../../app/ports/logger.ts'
import type { Random } from '../../app/ports/random.ts'
import { type CoreHost, CoreStartError } from '../core-host.ts'
import { type Closing, type ClosingChoice, createClosing } from './closing.ts'
import { createDocumentOpener } from './documents.ts'
import { type Ipc, serveIpc } from './ipc.ts'
import { setMenu } from './menu.ts'
import { appOrigin, appPage, registerAppScheme, serveApp } from './protocol.ts'
import { hardenContents, hardenSession } from './security.ts'
import type { HostTexts } from './texts.ts'
import { createTray } from './tray.ts'
import { focusWindow, openWindow } from './window.ts'

export interface HostFiles {
  readonly rendererDir: string
  readonly preload: string
  /** PNG files, null where the build has none. */
  readonly icon: string | null
}

export interface HostOptions {
  readonly files: HostFiles
  readonly texts: HostTexts
  /** Address of the development server, null in a build. */
  readonly devServer: string | null
  readonly random: Random
  readonly logger: Logger
}

/** Everything that Electron wants before it is ready. */
export function prepareElectron(devServer: string | null, logger: Logger): void {
  app.enableSandbox()
  registerAppScheme(protocol)
  hardenContents(app, devServer ?? appPage, logger)
}

/** After the app is ready: guards the session, serves the page, and shows the core in its first window. */
export function runHost(core: CoreHost, options: HostOptions): Closing<BrowserWindow> {
  const { texts, logger } = options
  const devOrigin = options.devServer === null ? null : new URL(options.devServer).origin
  hardenSession(session.defaultSession, devOrigin, logger)
  serveApp(protocol, options.files.rendererDir, options.random)

  const documents = createDocumentOpener(
    join(app.getPath('temp'), 'kvitok-documents'),
    (path) => shell.openPath(path),
    logger,
  )
  const ipc = serveIpc({ ipcMain, core, documents, origin: devOrigin ?? appOrigin, logger })
  const closing = createClosing<BrowserWindow>({
    waiting: () => messagesWaiting(core),
    ask: (waiting, window) => askToClose(texts, waiting, window),
    destroy: (window) => window.destroy(),
    stop: async () => {
      await core.stop()
      await documents.forget()
    },
    exit: (code) => app.exit(code),
  })
  core.onExit(({ expected }) => {
    if (expected) return
    dialog.showErrorBox(texts.program, texts.failure.crash)
    void closing.quit(1)
  })
  showDesktop(options, ipc, closing)
  return closing
}

function showDesktop(options: HostOptions, ipc: Ipc, closing: Closing<BrowserWindow>): void {
  const { files, texts, devServer } = options
  const newWindow = (): void => {
    const window = openWindow({
      preload: files.preload,
      page: devServer ?? appPage,
      title: texts.program,
      icon: files.icon,
      devTools: !app.isPackaged,
    })
    ipc.admit(window.webContents)
    window.on('close', (event) => {
      if (!closing.mayClose(window, BrowserWindow.getAllWindows().length === 1)) event.preventDefault()
    })
  }
  const show = (): void => {
    const window = BrowserWindow.getAllWindows()[0]
    if (window === undefined) newWindow()
    else focusWindow(window)
  }
  const quit = (): void => {
    void closing.requestQuit(BrowserWindow.getFocusedWindow())
  }
  setMenu(texts, { newWindow, quit }, !app.isPackaged)
  // Held by the app's listeners below: a tray that nothing refers to is collected and disappears.
  const tray = createTray(files.icon, texts, { show, quit })
  app.on('second-instance', show)
  app.on('activate', show)
  // Without a window the program lives on in the tray: leaving goes through `closing` alone.
  app.on('window-all-closed', () => undefined)
  app.on('before-quit', (event) => {
    event.preventDefault()
    quit()
  })
  app.once('quit', () => tray.destroy())
  newWindow()
}

/** Asked whether anybody is logged in or not; null when the core does not say. */
async function messagesWaiting(core: CoreHost): Promise<number | null> {
  const response = await core.call({ call: 'office.status', input: {}, session: null, key: null })
  const status = response.ok ? OfficeStatus.safeParse(response.value) : null
  return status?.success === true ? status.data.waiting : null
}

const choices: readonly ClosingChoice[] = ['background', 'quit', 'stay']

async function askToClose(
  texts: HostTexts,
  waiting: number,
  window: BrowserWindow | null,
): Promise<ClosingChoice> {
  const question = {
    type: 'question' as const,
    title: texts.closing.title,
    message: texts.closing.question(waiting),
    detail: texts.closing.detail,
    buttons: [texts.closing.background, texts.closing.quit, texts.closing.stay],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  }
  const { response } = await (window === null
    ? dialog.showMessageBox(question)
    : dialog.showMessageBox(window, question))
  return choices[response] ?? 'stay'
}

/** Says why not even the gate could be shown, in a box of the system: there is no window yet. */
export function showStartFailure(texts: HostTexts, error: unknown): void {
  dialog.showErrorBox(texts.failure.start, error instanceof CoreStartError ? error.message : String(error))
}
