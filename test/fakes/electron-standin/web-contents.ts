import { EventEmitter } from 'node:events'
import type { Frame, Page, Route } from 'playwright-core'
import { toOwn, toShown } from './address.ts'
import type { Network } from './network.ts'
import { emitFunction } from './preload-script.ts'
import { pack } from './wire.ts'

type WindowOpenHandler = (details: { readonly url: string }) => { readonly action: 'allow' | 'deny' }

/** A frame as the main process sees it. */
export interface StandInFrame {
  readonly url: string
  readonly origin: string
}

export class StandInContents extends EventEmitter {
  readonly #page: Promise<Page>
  readonly #frames = new WeakMap<Frame, StandInFrame>()
  #main: StandInFrame | null = null
  #openHandler: WindowOpenHandler = () => ({ action: 'allow' })
  #loading: string | null = null
  #gone = false

  constructor(page: Promise<Page>) {
    super()
    this.#page = page.then((made) => {
      this.#main = this.frameOf(made.mainFrame())
      return made
    })
  }

  get mainFrame(): StandInFrame | null {
    return this.#main
  }

  /** The same object for the same frame, as the sender check compares them. */
  frameOf(frame: Frame): StandInFrame {
    const known = this.#frames.get(frame)
    if (known !== undefined) return known
    const made = {
      get url() {
        return toOwn(frame.url())
      },
      get origin() {
        const url = URL.parse(toOwn(frame.url()))
        return url === null || url.protocol === 'about:' ? 'null' : `${url.protocol}//${url.host}`
      },
    }
    this.#frames.set(frame, made)
    return made
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#openHandler = handler
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.#gone) throw new Error('Object has been destroyed')
    const script = `window.${emitFunction}?.(${JSON.stringify(channel)}, ${JSON.stringify(pack(args))})`
    // A page between two documents hears nothing, as in Electron.
    void this.#page.then((page) => page.evaluate(script)).catch(() => undefined)
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.#page
    this.#loading = toShown(url)
    await page.goto(this.#loading)
    this.emit('did-finish-load')
  }

  reload(): void {
    void this.#page.then((page) => page.reload())
  }

  isDestroyed(): boolean {
    return this.#gone
  }

  /** Decides about one request of this page, by the program's own listeners. */
  async decide(route: Route, network: Network): Promise<void> {
    const request = route.request()
    if (request.isNavigationRequest() && !this.#mayNavigate(request.url(), request.frame())) {
      await route.abort('aborted')
      return
    }
    await network.answer(route)
  }

  #mayNavigate(url: string, frame: Frame): boolean {
    const isMainFrame = frame.parentFrame() === null
    // What the program itself loads is not asked about.
    if (isMainFrame && url === this.#loading && frame.url() === 'about:blank') return true
    const event = { url: toOwn(url), isMainFrame, prevented: false, preventDefault: () => undefined }
    event.preventDefault = () => {
      event.prevented = true
      return undefined
    }
    this.emit('will-frame-navigate', event)
    if (isMainFrame) this.emit('will-navigate', event, event.url)
    return !event.prevented
  }

  /** A window that the page opened: shown only where the handler allows it. */
  async decidePopup(popup: Page): Promise<void> {
    const { action } = this.#openHandler({ url: toOwn(popup.url()) })
    if (action === 'deny') await popup.close()
  }

  destroyed(): void {
    this.#gone = true
    this.emit('destroyed')
  }
}
