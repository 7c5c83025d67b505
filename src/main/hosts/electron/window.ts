import { BrowserWindow } from 'electron'
import { securePreferences } from './security.ts'

export interface WindowOptions {
  readonly preload: string
  /** `app://office/index.html`, in development the development server. */
  readonly page: string
  readonly title: string
  readonly icon: string | null
  /** Development tools stay out of the product. */
  readonly devTools: boolean
}

/** Makes a window and starts loading its page; it appears when there is something to see. */
export function openWindow({ preload, page, title, icon, devTools }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    title,
    ...(icon === null ? {} : { icon }),
    // Documents in frames are shown by the browser's own PDF viewer, which counts as a plug-in.
    webPreferences: { ...securePreferences, preload, devTools, plugins: true },
  })
  window.once('ready-to-show', () => window.show())
  void window.loadURL(page)
  return window
}

/** Brings a window before the operator, minimised or not. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
