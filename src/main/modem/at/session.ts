import type { Timers } from '../../app/ports/clock.ts'
import type { ByteLink, LinkClosed } from '../transport.ts'
import type { AtError } from './errors.ts'
import { createFramer, type Token } from './framer.ts'
import { announcesPdu, isHex, parseFinal, type Unsolicited } from './lines.ts'

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
}

export interface Body {
  readonly text: string
  readonly prompt_ms: number
  /** The modem was told not to echo: if it does, it has restarted, may be in text mode, and gets no body. */
  readonly refuseEcho: boolean
}

export interface Answer {
  /**
   * `no-prompt`: the limit passed before the prompt came; `echoed`: the body was held back from a modem that has
   * restarted; `timeout`: the limit passed before the final result.
   */
  readonly kind: 'ok' | 'error' | 'no-prompt' | 'echoed' | 'timeout' | 'closed'
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
  const encoder = new TextEncoder()
  let pending: Pending | null = null
  let unsolicitedHeader: string | null = null
  let closed = false
  let inStep = true
  let echoSeen = false

  const finish = (kind: Answer['kind'], error: AtError | null): void => {
    const done = pending
    if (done === null) return
    pending = null
    done.cancelTimer()
    framer.expectPrompt(false)
    if (done.header !== null) done.lines.push({ text: done.header, pdu: null })
    if (kind === 'timeout' || kind === 'no-prompt' || kind === 'echoed') inStep = false
    else if (done.command.needsLine === true && kind !== 'closed') inStep = true
    done.resolve({ kind, error, lines: done.lines, bodyWritten: done.bodyWritten })
  }

  const ended = (reason: LinkClosed): void => {
    if (closed) return
    closed = true
    finish('closed', null)
    deps.closed(reason)
  }

  const write = (text: string): void => {
    deps.link.write(encoder.encode(text)).catch((problem: unknown) => {
      const message = problem instanceof Error ? problem.message : String(problem)
      ended({ disconnected: true, message })
      return deps.link.close()
    })
  }

  const onPrompt = (): void => {
    const body = pending?.command.body
    if (pending === null || body === undefined || !pending.awaitingPrompt) return
    if (pending.echoed && body.refuseEcho) {
      finish('echoed', null)
      return
    }
    pending.awaitingPrompt = false
    pending.bodyWritten = true
    pending.cancelTimer()
    pending.cancelTimer = deps.timers.after(pending.command.timeout_ms, () => finish('timeout', null))
    deps.trace(`> ${body.text}`)
    write(body.text + END_MARK)
  }

  /** True when the line is the PDU some header waits for: the newest header first. */
  const takePdu = (line: string): boolean => {
    if (!isHex(line)) return false
    if (unsolicitedHeader !== null) {
      const header = unsolicitedHeader
      unsolicitedHeader = null
      deps.unsolicited({ line: header, pdu: line })
      return true
    }
    if (pending === null || pending.header === null) return false
    keep(pending, { text: pending.header, pdu: line })
    pending.header = null
    return true
  }

  /** True when the line belongs to the command in flight: echo, answer or final result. */
  const takeAnswer = (line: string): boolean => {
    if (pending === null) return false
    const { command } = pending
    if (line === command.text) {
      echoSeen = true
      pending.echoed = true
      return true
    }
    if (line === command.body?.text) return true
    if (command.accepts?.(line) === true) {
      unsolicitedHeader = null
      if (pending.header !== null) keep(pending, { text: pending.header, pdu: null })
      pending.header = command.withPdu === true ? line : null
      if (command.withPdu !== true) keep(pending, { text: line, pdu: null })
      return true
    }
    const final = parseFinal(line)
    if (final === null) return false
    unsolicitedHeader = null
    if (command.needsLine === true && pending.lines.length === 0) return true
    if (final.kind === 'error') finish('error', final.error)
    else if (!pending.awaitingPrompt) finish('ok', null)
    return true
  }

  const onLine = (line: string): void => {
    deps.trace(`< ${line}`)
    if (takePdu(line) || takeAnswer(line)) return
    if (parseFinal(line) !== null) return
    if (announcesPdu(line)) unsolicitedHeader = line
    else deps.unsolicited({ line, pdu: null })
  }

  const onToken = (token: Token): void => {
    if (token.kind === 'line') onLine(token.text)
    else if (token.kind === 'prompt') onPrompt()
    else deps.trace('< (a line too long to be an answer)')
  }

  const framer = createFramer(onToken)
  deps.link.onData((bytes) => {
    if (!closed) framer.push(bytes)
  })
  deps.link.onClose(ended)

  const begin = (command: Command, resolve: (answer: Answer) => void): void => {
    if (closed) {
      resolve({ kind: 'closed', error: null, lines: [], bodyWritten: false })
      return
    }
    if (pending !== null) throw new Error(`${command.text} while ${pending.command.text} is in flight`)
    const { body } = command
    const limit_ms = body === undefined ? command.timeout_ms : body.prompt_ms
    const late = body === undefined ? 'timeout' : 'no-prompt'
    pending = {
      command,
      lines: [],
      awaitingPrompt: body !== undefined,
      echoed: false,
      bodyWritten: false,
      header: null,
      cancelTimer: deps.timers.after(limit_ms, () => finish(late, null)),
      resolve,
    }
    framer.expectPrompt(body !== undefined)
    deps.trace(`> ${command.text}`)
    write(`${command.text}\r`)
  }

  return {
    run: (command) => new Promise((resolve) => begin(command, resolve)),
    escape() {
      if (!closed) write(ESCAPE)
    },
    inStep: () => inStep,
    takeEcho() {
      const seen = echoSeen
      echoSeen = false
      return seen
    },
    isClosed: () => closed,
    close: () => deps.link.close(),
  }
}

function keep(pending: Pending, line: AnswerLine): void {
  if (pending.lines.length < MAX_ANSWER_LINES) pending.lines.push(line)
}
