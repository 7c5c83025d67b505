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

export interface SerialInput {
  receive(bytes: Uint8Array): void
  /** While held, bytes wait (8 KB, the rest is lost). */
  hold(): void
  /** Goes on with what waited; `prompted` makes it the text after a prompt. */
  resume(prompted: boolean): void
}

/** Gathers bytes into command lines (V.250, 5.2.1) and texts after a prompt (3GPP TS 27.005, 3.5.1). */
export function createSerialInput(settings: Settings, events: InputEvents): SerialInput {
  let pending: number[] = []
  let gathered = ''
  let tooLong = false
  let prompted = false
  let held = false
  let lastLine = ''
  let consuming = false

  function take(): { text: string; whole: boolean } {
    const result = { text: gathered, whole: !tooLong }
    gathered = ''
    tooLong = false
    return result
  }

  function append(byte: number): void {
    if (gathered.length >= LINE_LIMIT) tooLong = true
    else gathered += String.fromCharCode(byte)
  }

  function commandByte(byte: number): void {
    const { registers } = settings
    if (byte === (registers.get(3) ?? CR)) {
      const { text, whole } = take()
      if (whole) lastLine = text
      events.line(whole ? text : null)
    } else if (byte === (registers.get(5) ?? BACKSPACE)) {
      gathered = gathered.slice(0, -1)
    } else if (byte >= 0x20) {
      append(byte)
      if (/^a\/$/i.test(gathered)) {
        take()
        events.line(lastLine)
      }
    }
  }

  function bodyByte(byte: number): void {
    if (byte === ESC || byte === CTRL_Z) {
      const { text, whole } = take()
      prompted = false
      events.body(byte === ESC ? null : whole ? text : '')
    } else if (byte === BACKSPACE) {
      gathered = gathered.slice(0, -1)
    } else {
      append(byte)
    }
  }

  function consume(): void {
    if (consuming) return
    consuming = true
    while (!held) {
      const byte = pending.shift()
      if (byte === undefined) break
      if (settings.echo) events.echo(Uint8Array.of(byte))
      if (prompted) bodyByte(byte)
      else commandByte(byte)
    }
    consuming = false
  }

  return {
    receive(bytes) {
      for (let start = 0; start < bytes.length; start += LINE_LIMIT) {
        const room = Math.max(0, PENDING_LIMIT_BYTES - pending.length)
        pending = pending.concat([...bytes.subarray(start, start + Math.min(LINE_LIMIT, room))])
        consume()
      }
    },
    hold() {
      held = true
    },
    resume(afterPrompt) {
      held = false
      prompted = afterPrompt
      consume()
    },
  }
}
