import { EventEmitter } from 'node:events'
import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Control } from './control.ts'
import { claimInstance } from './single-instance.ts'

/** `app`: its folders are those of the environment, so that a test gives each program its own. */
export class StandInApp extends EventEmitter {
  readonly isPackaged = false
  readonly #control: Control
  readonly #ready: Promise<void>
  readonly #paths = new Map<string, string>()
  #quitting = false

  constructor(control: Control, ready: Promise<void>) {
    super()
    this.#control = control
    this.#ready = ready
  }

  whenReady(): Promise<void> {
    return this.#ready
  }

  enableSandbox(): void {
    this.#control.tell({ type: 'sandbox' })
  }

  requestSingleInstanceLock(): boolean {
    return claimInstance(this.getPath('userData'), () => this.emit('second-instance', {}, [], process.cwd()))
  }

  getLocale(): string {
    return 'ru'
  }

  getVersion(): string {
    return '0.0.0'
  }

  getName(): string {
    return 'kvitok'
  }

  setName(): void {}

  setAppUserModelId(): void {}

  getAppPath(): string {
    return process.cwd()
  }

  getPath(name: string): string {
    const known = this.#paths.get(name)
    if (known !== undefined) return known
    const home = process.env['KVITOK_STANDIN_HOME'] ?? mkdtempSync(join(tmpdir(), 'kvitok-standin-home-'))
    const path = join(home, name)
    mkdirSync(path, { recursive: true })
    this.#paths.set(name, path)
    return path
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path)
  }

  /** `window-all-closed` quits a program that does not listen for it. */
  allWindowsClosed(): void {
    if (!this.emit('window-all-closed')) this.quit()
  }

  quit(): void {
    if (this.#quitting) return
    let prevented = false
    const event = {
      preventDefault: () => {
        prevented = true
      },
    }
    this.emit('before-quit', event)
    if (prevented) return
    this.#quitting = true
    this.exit(0)
  }

  exit(code = 0): void {
    this.emit('quit', {}, code)
    process.exit(code)
  }
}
