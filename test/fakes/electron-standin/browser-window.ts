import { EventEmitter } from 'node:events'
import type { Page } from 'playwright-core'
import type { Control } from './control.ts'
import { StandInContents } from './web-contents.ts'

export interface WindowOptions {
  readonly title?: string
  readonly webPreferences?: Readonly<Record<string, unknown>> & { readonly preload?: string }
}

export interface WindowHost {
  readonly control: Control
  /** Makes the page that shows a window, with the preload in it. */
  newPage(preload: string | null, contents: StandInContents): Promise<Page>
  allClosed(): void
  created(contents: StandInContents): void
}

/** The `BrowserWindow` class of one stand-in; its windows are pages of one Chromium. */
export function windowClass(host: WindowHost) {
  const windows = new Set<StandInWindow>()

  class StandInWindow extends EventEmitter {
    readonly webContents: StandInContents
    readonly #page: Promise<Page>
    #gone = false

    constructor(options: WindowOptions = {}) {
      super()
      windows.add(this)
      const { promise, resolve, reject } = Promise.withResolvers<Page>()
      this.#page = promise
      this.webContents = new StandInContents(promise)
      host.created(this.webContents)
      const preferences = options.webPreferences ?? {}
      host.newPage(preferences.preload ?? null, this.webContents).then(resolve, reject)
      host.control.tell({ type: 'window', title: options.title ?? '', preferences })
    }

    static getAllWindows(): StandInWindow[] {
      return [...windows]
    }

    static getFocusedWindow(): StandInWindow | null {
      return [...windows].at(-1) ?? null
    }

    async loadURL(url: string): Promise<void> {
      await this.#page
      await this.webContents.loadURL(url)
      this.emit('ready-to-show')
    }

    /** Asks first, as the cross of the window does. */
    close(): void {
      let prevented = false
      const event = {
        preventDefault: () => {
          prevented = true
        },
      }
      this.emit('close', event)
      if (!prevented) this.destroy()
    }

    destroy(): void {
      if (this.#gone) return
      this.#gone = true
      windows.delete(this)
      this.webContents.destroyed()
      void this.#page.then((page) => page.close())
      this.emit('closed')
      if (windows.size === 0) host.allClosed()
    }

    isDestroyed(): boolean {
      return this.#gone
    }

    isMinimized(): boolean {
      return false
    }

    restore(): void {
      this.emit('restore')
    }

    show(): void {
      this.emit('show')
    }

    focus(): void {
      void this.#page.then((page) => page.bringToFront())
    }
  }

  host.control.on('close-window', () => StandInWindow.getFocusedWindow()?.close())
  return StandInWindow
}
