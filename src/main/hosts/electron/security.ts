import type { App, Session, WebContents } from 'electron'
import type { Logger } from '../../app/ports/logger.ts'
import { appOrigin } from './protocol.ts'

/** What every window is made with; each value is written out, so that no change of a default loosens it. */
export const securePreferences = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  // The spelling checker fetches its dictionaries from the network.
  spellcheck: false,
} as const

/** Remote addresses and files of the disk: the program loads nothing by them. */
const blockedUrls = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*']

/**
 * Refuses every permission, device and download from elsewhere, and every request over the network but those to
 * `devOrigin`, the development server (null in the product).
 */
export function hardenSession(session: Session, devOrigin: string | null, logger: Logger): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    logger.warn('a permission was refused', { permission })
    answer(false)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest({ urls: blockedUrls }, ({ url }, answer) => {
    const allowed = devOrigin !== null && isOfServer(url, devOrigin)
    if (!allowed) logger.warn('a request was refused', { origin: originOf(url) })
    answer({ cancel: !allowed })
  })
  session.on('will-download', (event, item) => {
    if (item.getURL().startsWith(`blob:${appOrigin}/`)) return
    logger.warn('a download was refused', { origin: originOf(item.getURL()) })
    event.preventDefault()
  })
}

/**
 * No page leaves its place, opens a window or embeds another, whoever made its contents; loading `page`, our own,
 * again is all that is allowed.
 */
export function hardenContents(app: App, page: string, logger: Logger): void {
  app.on('web-contents-created', (_event, contents) => hardenOne(contents, page, logger))
}

function hardenOne(contents: WebContents, page: string, logger: Logger): void {
  contents.on('will-navigate', (event) => {
    if (isSamePage(event.url, page)) return
    logger.warn('a navigation was refused', { to: originOf(event.url) })
    event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    logger.warn('a redirect was refused', { to: originOf(event.url) })
    event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    // A document that the page made itself is shown in a frame of its own.
    const allowed = event.isMainFrame
      ? isSamePage(event.url, page)
      : event.url.startsWith(`blob:${originOf(page)}/`)
    if (!allowed) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    logger.warn('a new window was refused', { to: originOf(url) })
    return { action: 'deny' }
  })
}

/** The same file of the same origin: what stands after `#` is the page's own. */
function isSamePage(url: string, page: string): boolean {
  const [given, own] = [URL.parse(url), URL.parse(page)]
  if (given === null || own === null) return false
  return originOf(url) === originOf(page) && given.pathname === own.pathname && given.search === own.search
}

function isOfServer(url: string, devOrigin: string): boolean {
  const own = URL.parse(url)
  const server = URL.parse(devOrigin)
  return own !== null && server !== null && own.host === server.host
}

/** Only the origin goes into the log: the rest of an address may carry a client's data. */
function originOf(url: string): string {
  const parsed = URL.parse(url)
  return parsed === null ? 'unreadable' : `${parsed.protocol}//${parsed.host}`
}
