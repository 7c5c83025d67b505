import type { Timers } from '../../app/ports/clock.ts'
import type { ByteLink, LinkClosed } from '../transport.ts'
import type { AtError } from './errors.ts'
import { createFramer, type Framer, type Token } from './framer.ts'
import { announcesPdu, isHex, parseFinal, type Unsolicited } from './lines.ts'
import { createQuotedLines, type QuotedLines } from './quoted.ts'

export interface AnswerLine {
  readonly text: string
  /** The line after it, where the command's answers are length-prefixed. */
  readonly pdu: string | null
}

export interface Command {
  /** Without the carriage return. */
  readonly text: string
  /** Limit for the final result; for a command with a body counted from the end mark. */
  readonly timeout_ms: number
  /** Which lines belong to the answer; the others are unsolicited, inside an answer too. */
  readonly accepts?: (line: string) => boolean
  /** The line after an accepted one is its PDU (AT+CMGL, AT+CMGR). */
  readonly withPdu?: boolean
  /** A final result counts only after an accepted line: what came before answers an older command. */
  readonly needsLine?: boolean
  /** Written with Ctrl-Z at the prompt. */
  readonly body?: Body
  /** Unsolicited lines after which no answer comes: the modem has started anew. */
  readonly endedBy?: (line: string) => boolean
}

export interface Body {
  readonly text: string
  readonly prompt_ms: number
  /** The modem was told not to echo: if it does, it has restarted, may be in text mode, and gets no body. */
  readonly refuseEcho: boolean
}

export interface Answer {
  /**
   * `no-prompt`: the limit passed before the prompt came; `restarted`: the modem has, by its echo before the body or
   * by a line of its own; `timeout`: the limit passed before the final result.
   */
  readonly kind: 'ok' | 'error' | 'no-prompt' | 'restarted' | 'timeout' | 'closed'
  readonly error: AtError | null
  readonly lines: readonly AnswerLine[]
  /** True once the end mark may have left the PC. */
  readonly bodyWritten: boolean
}

export interface SessionDeps {
  readonly link: ByteLink
  readonly timers: Timers
  readonly unsolicited: (event: Unsolicited) => void
  readonly closed: (reason: LinkClosed) => void
  readonly trace: (line: string) => void
}

export interface Session {
  /** Runs one command; the next may begin when it ended. Never rejects. */
  run(command: Command): Promise<Answer>
  /** Leaves a prompt that may be open (ESC); has no answer of its own. */
  escape(): void
  /** False after an answer was missed, until a command with `needsLine` was answered. */
  inStep(): boolean
  /** True when the modem repeated a command since the last call. */
  takeEcho(): boolean
  isClosed(): boolean
  close(): Promise<void>
}

/** Lines kept of one answer: a list of 300 stored messages fits, a modem gone mad does not. */
const MAX_ANSWER_LINES = 2000

const END_MARK = '\u001a'
const ESCAPE = '\u001b'

interface Pending {
  readonly command: Command
  readonly lines: AnswerLine[]
  awaitingPrompt: boolean
  echoed: boolean
  bodyWritten: boolean
  /** Header that waits for its PDU. */
  header: string | null
  cancelTimer: () => void
  readonly resolve: (answer: Answer) => void
}

/** Speaks AT over a byte link: one command in flight, its expectation registered before its bytes are written. */
export function createSession(deps: SessionDeps): Session {
  return new LinkSession(deps)
}

class LinkSession implements Session {
  readonly #deps: SessionDeps
  readonly #encoder = new TextEncoder()
  readonly #framer: Framer
  readonly #quoted: QuotedLines = createQuotedLines()
  #pending: Pending | null = null
  /** Header of an unsolicited message that waits for its PDU. */
  #header: string | null = null
  #closed = false
  #inStep = true
  #echoSeen = false

  constructor(deps: SessionDeps) {
    this.#deps = deps
    this.#framer = createFramer((token) => this.#onToken(token))
    deps.link.onData((bytes) => {
      if (!this.#closed) this.#framer.push(bytes)
    })
    deps.link.onClose((reason) => this.#ended(reason))
  }

  run(command: Command): Promise<Answer> {
    return new Promise((resolve) => this.#begin(command, resolve))
  }

  escape(): void {
    if (!this.#closed) this.#write(ESCAPE)
  }

  inStep(): boolean {
    return this.#inStep
  }

  takeEcho(): boolean {
    const seen = this.#echoSeen
    this.#echoSeen = false
    return seen
  }

  isClosed(): boolean {
    return this.#closed
  }

  close(): Promise<void> {
    return this.#deps.link.close()
  }

  #begin(command: Command, resolve: (answer: Answer) => void): void {
    if (this.#closed) {
      resolve({ kind: 'closed', error: null, lines: [], bodyWritten: false })
      return
    }
    if (this.#pending !== null) {
      throw new Error(`${command.text} while ${this.#pending.command.text} is in flight`)
    }
    const { body } = command
    const limit_ms = body === undefined ? command.timeout_ms : body.prompt_ms
    const late = body === undefined ? 'timeout' : 'no-prompt'
    this.#pending = {
      command,
      lines: [],
      awaitingPrompt: body !== undefined,
      echoed: false,
      bodyWritten: false,
      header: null,
      cancelTimer: this.#deps.timers.after(limit_ms, () => this.#finish(late, null)),
      resolve,
    }
    this.#framer.expectPrompt(body !== undefined)
    this.#deps.trace(`> ${command.text}`)
    this.#write(`${command.text}\r`)
  }

  #finish(kind: Answer['kind'], error: AtError | null): void {
    const done = this.#pending
    if (done === null) return
    this.#pending = null
    done.cancelTimer()
    this.#framer.expectPrompt(false)
    if (done.header !== null) done.lines.push({ text: done.header, pdu: null })
    if (kind === 'timeout' || kind === 'no-prompt' || kind === 'restarted') this.#inStep = false
    else if (done.command.needsLine === true && kind !== 'closed') this.#inStep = true
    done.resolve({ kind, error, lines: done.lines, bodyWritten: done.bodyWritten })
  }

  #ended(reason: LinkClosed): void {
    if (this.#closed) return
    this.#closed = true
    this.#finish('closed', null)
    this.#deps.closed(reason)
  }

  #write(text: string): void {
    const { link } = this.#deps
    link.write(this.#encoder.encode(text)).catch((problem: unknown) => {
      const message = problem instanceof Error ? problem.message : String(problem)
      this.#ended({ disconnected: true, message })
      return link.close()
    })
  }

  #onToken(token: Token): void {
    if (token.kind === 'line') this.#onLine(token.text)
    else if (token.kind === 'prompt') this.#onPrompt()
    else this.#deps.trace('< (a line too long to be an answer)')
  }

  #onPrompt(): void {
    const pending = this.#pending
    const body = pending?.command.body
    if (pending === null || body === undefined || !pending.awaitingPrompt) return
    if (pending.echoed && body.refuseEcho) {
      this.#finish('restarted', null)
      return
    }
    pending.awaitingPrompt = false
    pending.bodyWritten = true
    pending.cancelTimer()
    const { timers, trace } = this.#deps
    pending.cancelTimer = timers.after(pending.command.timeout_ms, () => this.#finish('timeout', null))
    trace(`> ${body.text}`)
    this.#write(body.text + END_MARK)
  }

  #onLine(cut: string): void {
    this.#deps.trace(`< ${cut}`)
    const line = this.#quoted.take(cut)
    if (line !== null) this.#onWholeLine(line)
  }

  #onWholeLine(line: string): void {
    if (this.#takePdu(line) || this.#takeAnswer(line)) return
    if (parseFinal(line) !== null) return
    if (announcesPdu(line)) {
      this.#header = line
      return
    }
    if (this.#pending?.command.endedBy?.(line) === true) this.#finish('restarted', null)
    this.#deps.unsolicited({ line, pdu: null })
  }

  /** True when the line is the PDU some header waits for: the newest header first. */
  #takePdu(line: string): boolean {
    if (!isHex(line)) return false
    if (this.#header !== null) {
      const header = this.#header
      this.#header = null
      this.#deps.unsolicited({ line: header, pdu: line })
      return true
    }
    const pending = this.#pending
    if (pending === null || pending.header === null) return false
    keep(pending, { text: pending.header, pdu: line })
    pending.header = null
    return true
  }

  /** True when the line belongs to the command in flight: echo, answer or final result. */
  #takeAnswer(line: string): boolean {
    const pending = this.#pending
    if (pending === null) return false
    const { command } = pending
    if (line === command.text) {
      this.#echoSeen = true
      pending.echoed = true
      return true
    }
    if (line === command.body?.text) return true
    if (command.accepts?.(line) === true) {
      this.#header = null
      keepAnswer(pending, line)
      return true
    }
    const final = parseFinal(line)
    if (final === null) return false
    this.#header = null
    if (command.needsLine === true && pending.lines.length === 0) return true
    if (final.kind === 'error') this.#finish('error', final.error)
    else if (!pending.awaitingPrompt) this.#finish('ok', null)
    return true
  }
}

function keepAnswer(pending: Pending, line: string): void {
  if (pending.header !== null) keep(pending, { text: pending.header, pdu: null })
  pending.header = pending.command.withPdu === true ? line : null
  if (pending.header === null) keep(pending, { text: line, pdu: null })
}

function keep(pending: Pending, line: AnswerLine): void {
  if (pending.lines.length < MAX_ANSWER_LINES) pending.lines.push(line)
}
