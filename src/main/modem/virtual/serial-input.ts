import type { Settings } from './settings.ts'
import { BACKSPACE, CR } from './settings.ts'

const ESC = 0x1b
const CTRL_Z = 0x1a
const LINE_LIMIT = 1_024
const PENDING_LIMIT_BYTES = 8_192

export interface InputEvents {
  /** A command line without its end mark; null when it was too long. */
  line(text: string | null): void
  /** The text after a prompt up to Ctrl-Z; null when it was left with ESC. */
  body(text: string | null): void
  echo(bytes: Uint8Array): void
}

/** Gathers bytes into command lines (V.250, 5.2.1) and texts after a prompt (3GPP TS 27.005, 3.5.1). */
export class SerialInput {
  readonly #settings: Settings
  readonly #events: InputEvents
  #pending: number[] = []
  #gathered = ''
  #tooLong = false
  #prompted = false
  #held = false
  #consuming = false
  #lastLine = ''

  constructor(settings: Settings, events: InputEvents) {
    this.#settings = settings
    this.#events = events
  }

  receive(bytes: Uint8Array): void {
    for (let start = 0; start < bytes.length; start += LINE_LIMIT) {
      const room = Math.max(0, PENDING_LIMIT_BYTES - this.#pending.length)
      this.#pending = this.#pending.concat([...bytes.subarray(start, start + Math.min(LINE_LIMIT, room))])
      this.#consume()
    }
  }

  /** While held, bytes wait (8 KB, the rest is lost). */
  hold(): void {
    this.#held = true
  }

  /** Goes on with what waited; `prompted` makes it the text after a prompt. */
  resume(prompted: boolean): void {
    this.#held = false
    this.#prompted = prompted
    this.#consume()
  }

  #consume(): void {
    if (this.#consuming) return
    this.#consuming = true
    while (!this.#held) {
      const byte = this.#pending.shift()
      if (byte === undefined) break
      if (this.#settings.echo) this.#events.echo(Uint8Array.of(byte))
      if (this.#prompted) this.#bodyByte(byte)
      else this.#commandByte(byte)
    }
    this.#consuming = false
  }

  #commandByte(byte: number): void {
    const { registers } = this.#settings
    if (byte === (registers.get(3) ?? CR)) this.#endLine()
    else if (byte === (registers.get(5) ?? BACKSPACE)) this.#gathered = this.#gathered.slice(0, -1)
    else if (byte >= 0x20) this.#append(byte)
    if (/^a\/$/i.test(this.#gathered)) {
      this.#take()
      this.#events.line(this.#lastLine)
    }
  }

  #endLine(): void {
    const text = this.#take()
    if (text !== null) this.#lastLine = text
    this.#events.line(text)
  }

  #bodyByte(byte: number): void {
    if (byte === ESC || byte === CTRL_Z) {
      const text = this.#take()
      this.#prompted = false
      // A text too long for any PDU is as wrong as none.
      this.#events.body(byte === ESC ? null : (text ?? ''))
    } else if (byte === BACKSPACE) this.#gathered = this.#gathered.slice(0, -1)
    else this.#append(byte)
  }

  #append(byte: number): void {
    if (this.#gathered.length >= LINE_LIMIT) this.#tooLong = true
    else this.#gathered += String.fromCharCode(byte)
  }

  /** What was gathered; null when it was too long. */
  #take(): string | null {
    const text = this.#tooLong ? null : this.#gathered
    this.#gathered = ''
    this.#tooLong = false
    return text
  }
}
