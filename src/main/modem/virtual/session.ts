import type { TakeBody } from './command-runner.ts'
import { CommandRunner } from './command-runner.ts'
import type { Device, ModemContext, Radio, Receiver } from './context.ts'
import { createRadio } from './radio.ts'
import { MessageReceiver } from './receiver.ts'
import type { Result } from './result.ts'
import { failed, finalText, frameFinal, silent } from './result.ts'
import { SerialInput } from './serial-input.ts'
import type { SerialOutput } from './serial-output.ts'
import { createSerialOutput } from './serial-output.ts'
import { SessionTimers } from './session-timers.ts'
import type { Settings } from './settings.ts'
import { powerOnSettings } from './settings.ts'
import { timeLine } from './time-news.ts'

export interface SessionOptions {
  /** From power to the first answer. */
  readonly boot_ms: number
  /** From the start of the search to registration. */
  readonly register_ms: number
  /** Bytes to the computer; lost where no port is open. */
  readonly send: (bytes: Uint8Array) => void
}

const PROMPT_SHAPES = { 'no-space': '\r\n>', 'own-line': '\r\n>\r\n' } as const
const UNSOLICITED_LIMIT = 1_000

/** One start of a modem, from power on to power off: boot lines, registration, then one command line at a time. */
export class Session {
  readonly radio: Radio
  readonly #device: Device
  readonly #settings: Settings
  readonly #timers: SessionTimers
  readonly #output: SerialOutput
  readonly #input: SerialInput
  readonly #receiver: Receiver
  readonly #runner: CommandRunner
  #booted = false
  #running = false
  #prompted: TakeBody | null = null
  #unsolicited: string[] = []

  constructor(device: Device, options: SessionOptions) {
    this.#device = device
    this.#settings = powerOnSettings(device.profile.vendorLines)
    this.#timers = new SessionTimers(device.timers)
    this.#output = createSerialOutput(options.send, device.faults, device.timers)
    const after = this.#timers.after
    const unsolicited = (line: string): void => this.#announce(line)
    this.#receiver = new MessageReceiver({
      device,
      settings: this.#settings,
      registered: () => this.radio.status() === 1,
      unsolicited,
      after,
      alive: () => this.#timers.alive,
    })
    this.radio = createRadio({
      device,
      settings: this.#settings,
      register_ms: options.register_ms,
      after,
      unsolicited,
      found: () => this.#receiver.pump(),
    })
    this.#runner = new CommandRunner(this.#context(unsolicited), this.#output, () => this.#hung())
    this.#input = new SerialInput(this.#settings, {
      echo: (bytes) => this.#output.bytes(bytes),
      line: (text) => void this.#carryOut(async () => (text === null ? failed : this.#runner.line(text))),
      body: (text) => void this.#carryOut(() => this.#body(text)),
    })
    this.#start(options.boot_ms)
  }

  receive(bytes: Uint8Array): void {
    if (this.#timers.alive && !this.#hung()) this.#input.receive(bytes)
  }

  /** A fault came or went. */
  faultsChanged(): void {
    if (!this.#timers.alive || !this.#booted) return
    this.radio.refresh()
    this.#receiver.pump()
  }

  usedSlots(): number {
    return this.#receiver.usedSlots()
  }

  /** A line by itself. */
  say(line: string): void {
    this.#announce(line)
  }

  /** The cell's time, in the maker's own line, where it was asked for. */
  tellTime(): void {
    const { clock, networkOffset_ms, zone_minutes, profile } = this.#device
    if (!this.#settings.timeReports || profile.timeNews === null) return
    this.#announce(timeLine(profile.timeNews, clock.now() + networkOffset_ms(), zone_minutes))
  }

  powerOff(): void {
    this.#timers.stop()
    this.#output.stop()
  }

  #start(boot_ms: number): void {
    this.#device.lock.restart()
    this.#device.subscriber.onArrival(() => this.#receiver.pump())
    this.#timers.after(boot_ms, () => {
      this.#booted = true
      for (const line of this.#device.profile.bootLines) this.#announce(line)
      this.radio.refresh()
    })
  }

  #context(unsolicited: (line: string) => void): ModemContext {
    return {
      ...this.#device,
      settings: this.#settings,
      radio: this.radio,
      receiver: this.#receiver,
      unsolicited,
      pause: (delay_ms) => new Promise((resolve) => void this.#timers.after(delay_ms, resolve)),
      ussdSession: null,
    }
  }

  #hung(): boolean {
    return !this.#booted || this.#device.faults.find('hang') !== undefined
  }

  /** A line by itself: between commands, unless the fault lets it into the middle of one. */
  #announce(line: string): void {
    if (!this.#timers.alive || this.#hung() || !this.#device.isOpen()) return
    const free = !this.#running || this.#device.faults.find('interleaved-urcs') !== undefined
    if (free) this.#output.write(frameFinal(line, true))
    else if (this.#unsolicited.length < UNSOLICITED_LIMIT) this.#unsolicited.push(line)
  }

  #body(text: string | null): Promise<Result> {
    const take = this.#prompted
    this.#prompted = null
    return take === null ? Promise.resolve(failed) : this.#runner.body(take, text)
  }

  async #carryOut(work: () => Promise<Result | null>): Promise<void> {
    this.#input.hold()
    this.#running = true
    let result: Result | null
    try {
      result = await work()
    } catch (error) {
      // Nobody can say whether the network took it: an answer either way could be a lie.
      this.#device.logger.error('virtual modem: a command failed', { error })
      result = silent
    }
    if (!this.#timers.alive) return
    if (result?.kind === 'prompt' && this.#prompt(result.take)) return
    if (result !== null) this.#answer(result)
    if (result?.kind === 'ok' && result.afterwards !== undefined) queueMicrotask(result.afterwards)
    this.#running = false
    for (const line of this.#unsolicited.splice(0)) this.#announce(line)
    this.#input.resume(false)
    this.#receiver.pump()
  }

  /** False when a fault keeps the prompt back. */
  #prompt(take: TakeBody): boolean {
    const { faults } = this.#device
    if (faults.take('no-prompt') !== undefined) return false
    const shape = faults.find('prompt-shape')?.shape
    this.#output.write(shape === undefined ? this.#device.profile.prompt : PROMPT_SHAPES[shape])
    this.#prompted = take
    this.#input.resume(true)
    return true
  }

  #answer(result: Result): void {
    if (this.#hung() || this.#settings.quiet) return
    const text = finalText(result, this.#settings.errorForm)
    if (text !== null) this.#output.write(frameFinal(text, this.#settings.verbose))
  }
}
