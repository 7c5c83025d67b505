export type Token =
  | { readonly kind: 'line'; readonly text: string }
  /** The `>` of AT+CMGS, given only while one is awaited. */
  | { readonly kind: 'prompt' }
  /** A line longer than any answer can be; its text is not kept. */
  | { readonly kind: 'garbage' }

export interface Framer {
  /** Calls `emit` for every token the bytes complete; the same bytes give the same tokens however they are cut. */
  push(bytes: Uint8Array): void
  /** From now on a `>` at the beginning of a line is a prompt; it stops being one once a prompt was given. */
  expectPrompt(expected: boolean): void
}

const LF = 0x0a
const CR = 0x0d
const SPACE = 0x20
const TAB = 0x09
const PROMPT = 0x3e

/** The longest line an answer may have, in octets: a USSD text in UCS2 hex is about 800. */
export const MAX_LINE_OCTETS = 2048

/**
 * Cuts a modem's bytes into lines and prompts. CR and LF each end a line, empty lines and spaces around a line
 * are dropped, other control octets (NUL, an echoed ESC or Ctrl-Z) are skipped; octets stand for Latin-1.
 */
export function createFramer(emit: (token: Token) => void, maxLine = MAX_LINE_OCTETS): Framer {
  const line = new Uint8Array(maxLine)
  let length = 0
  let overflowed = false
  let promptExpected = false

  const endLine = (): void => {
    const text = String.fromCharCode(...line.subarray(0, length)).trimEnd()
    const long = overflowed
    length = 0
    overflowed = false
    if (!long && text !== '') emit({ kind: 'line', text })
  }

  const add = (octet: number): void => {
    if (overflowed) return
    if (length < maxLine) {
      line[length] = octet
      length += 1
      return
    }
    overflowed = true
    length = 0
    emit({ kind: 'garbage' })
  }

  const take = (octet: number): void => {
    if (octet === CR || octet === LF) {
      endLine()
      return
    }
    if (octet < SPACE && octet !== TAB) return
    const atStart = length === 0 && !overflowed
    if (atStart && (octet === SPACE || octet === TAB)) return
    if (atStart && octet === PROMPT && promptExpected) {
      promptExpected = false
      emit({ kind: 'prompt' })
      return
    }
    add(octet)
  }

  return {
    push(bytes) {
      for (const octet of bytes) take(octet)
    },
    expectPrompt(expected) {
      promptExpected = expected
    },
  }
}
