import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { StandInApp } from './app.ts'
import { windowClass } from './browser-window.ts'
import { startChromium } from './chromium.ts'
import { createControl } from './control.ts'
import { createDesktop } from './desktop.ts'
import { createNetwork } from './network.ts'
import { invokeBinding, preloadScript } from './preload-script.ts'
import { createSession } from './session.ts'
import type { StandInContents } from './web-contents.ts'
import { pack, unpack } from './wire.ts'

type InvokeHandler = (event: unknown, ...args: unknown[]) => unknown

const control = createControl()
const chromium = startChromium()
const network = createNetwork()
const desktop = createDesktop(control)
const handlers = new Map<string, InvokeHandler>()

export const app = new StandInApp(
  control,
  chromium.then(({ endpoint, pid, profile }) => control.tell({ type: 'browser', endpoint, pid, profile })),
)

export const { Menu, Tray, dialog, shell, nativeImage, safeStorage } = desktop
export const session = { defaultSession: createSession(network) }

export const ipcMain = {
  handle: (channel: string, handler: InvokeHandler) => handlers.set(channel, handler),
  removeHandler: (channel: string) => handlers.delete(channel),
}

export const protocol = {
  registerSchemesAsPrivileged: (schemes: readonly { readonly scheme: string }[]) =>
    control.tell({ type: 'schemes', schemes: schemes.map(({ scheme }) => scheme) }),
  handle: network.setProtocol,
}

export const BrowserWindow = windowClass({
  control,
  newPage,
  allClosed: () => app.allWindowsClosed(),
  created: (contents) => app.emit('web-contents-created', {}, contents),
})

async function newPage(preload: string | null, contents: StandInContents): Promise<Page> {
  const { context } = await chromium
  const page = await context.newPage()
  const settings = await context.newCDPSession(page)
  await settings.send('Emulation.setLocaleOverride', { locale: 'ru-RU' })
  await settings.send('Emulation.setTimezoneOverride', { timezoneId: 'Europe/Moscow' })
  await page.route('**/*', (route) => contents.decide(route, network))
  page.on('popup', (popup) => void contents.decidePopup(popup))
  await page.exposeBinding(invokeBinding, async ({ frame }, channel: string, args: string) => {
    const event = { sender: contents, senderFrame: contents.frameOf(frame) }
    return pack(await invoke(event, channel, unpack(args)))
  })
  if (preload !== null) await page.addInitScript({ content: preloadScript(readFileSync(preload, 'utf8')) })
  return page
}

async function invoke(event: unknown, channel: string, args: unknown): Promise<object> {
  const handler = handlers.get(channel)
  if (handler === undefined) return { thrown: `No handler registered for '${channel}'` }
  try {
    return { value: await handler(event, ...(Array.isArray(args) ? args : [])) }
  } catch (error) {
    return { thrown: String(error) }
  }
}
