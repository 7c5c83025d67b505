import type { Timers } from '../../app/ports/clock.ts'
import type { UssdOutcome } from '../../app/ports/modem.ts'
import type { Exchange } from '../at/exchange.ts'
import type { Answer } from '../at/session.ts'
import { isUssdCode, parseUssd, type UssdAnswer, ussdCommand } from '../at/ussd.ts'
import { plain } from './commands.ts'
import type { Tasks } from './tasks.ts'
import type { UssdForm } from './vendor-table.ts'

export interface UssdDeps {
  readonly timers: Timers
  readonly tasks: Tasks
  readonly ready: () => boolean
  /** Forms of a question in the order worth trying on the modem that serves now. */
  readonly forms: () => readonly UssdForm[]
  /** A text that answers no question. */
  readonly unasked: (text: string) => void
}

/** Questions to the network's services, one dialogue at a time; its waits take no time of the link. */
export interface UssdDialogue {
  ask(code: string): Promise<UssdOutcome>
  reply(text: string): Promise<UssdOutcome>
  cancel(): Promise<void>
  /** A line of the modem's; true when it was one of a dialogue. */
  take(line: string): boolean
  /** The link is gone, and every dialogue with it. */
  drop(): void
}

/** The modem's own OK: it holds the link, so it is not waited for longer. */
const COMMAND_MS = 15_000
const ANSWER_MS = 180_000
const MENU_MS = 120_000

export function createUssd(deps: UssdDeps): UssdDialogue {
  return new Dialogue(deps)
}

type Refusal = Extract<UssdOutcome, { kind: 'rejected' | 'unsupported' | 'unsent' }>

class Dialogue implements UssdDialogue {
  readonly #deps: UssdDeps
  #asked: ((outcome: UssdOutcome) => void) | null = null
  #menu = false
  #form: UssdForm | null = null
  #cancelTimer = (): void => {}

  constructor(deps: UssdDeps) {
    this.#deps = deps
  }

  ask(code: string): Promise<UssdOutcome> {
    if (!isUssdCode(code)) return unsent('bad-code')
    if (this.#asked !== null) return unsent('busy')
    this.#menu = false
    this.#form = null
    return this.#send(code, this.#deps.forms())
  }

  reply(text: string): Promise<UssdOutcome> {
    if (!this.#menu) return unsent('no-menu')
    if (!isUssdCode(text)) return unsent('bad-code')
    if (this.#asked !== null) return unsent('busy')
    this.#menu = false
    return this.#send(text, this.#form === null ? this.#deps.forms() : [this.#form])
  }

  async cancel(): Promise<void> {
    const open = this.#menu || this.#asked !== null
    this.#end({ kind: 'timeout' })
    if (open) await this.#leave()
  }

  take(line: string): boolean {
    const answer = parseUssd(line, this.#form === 'packed')
    if (answer === null) return false
    const outcome = outcomeOf(answer)
    if (this.#asked === null) {
      if (answer.text !== null) this.#deps.unasked(answer.text)
      return true
    }
    this.#end(outcome)
    if (outcome.kind === 'menu') this.#openMenu()
    return true
  }

  drop(): void {
    this.#end({ kind: 'unsent', reason: 'not-ready' })
  }

  async #send(text: string, forms: readonly UssdForm[]): Promise<UssdOutcome> {
    if (!this.#deps.ready()) return { kind: 'unsent', reason: 'not-ready' }
    const answered = this.#begin()
    const refused = await this.#deps.tasks.add((exchange) => this.#write(exchange, text, forms))
    if (refused !== 'sent') this.#end(refused ?? { kind: 'unsent', reason: 'not-ready' })
    return answered
  }

  /** From here on a +CUSD is the answer. */
  #begin(): Promise<UssdOutcome> {
    this.#cancelTimer()
    return new Promise((resolve) => {
      this.#asked = resolve
      this.#cancelTimer = this.#deps.timers.after(ANSWER_MS, () => {
        this.#end({ kind: 'timeout' })
        void this.#leave()
      })
    })
  }

  /** Tries the forms until the modem takes one. */
  async #write(exchange: Exchange, text: string, forms: readonly UssdForm[]): Promise<'sent' | Refusal> {
    let refusal: Refusal = { kind: 'unsupported' }
    for (const form of forms) {
      const command = ussdCommand(text, form)
      if (command === null) continue
      this.#form = form
      const answer = await exchange.run({
        text: command,
        timeout_ms: COMMAND_MS,
        accepts: (line) => line.startsWith('+CUSD:'),
      })
      for (const line of answer.lines) this.take(line.text)
      // Some modems say OK only after the network's answer: the question is on its way all the same.
      if (answer.kind === 'ok' || answer.kind === 'timeout' || this.#asked === null) return 'sent'
      if (answer.kind === 'closed') return { kind: 'unsent', reason: 'not-ready' }
      refusal = refusalOf(answer)
    }
    return refusal
  }

  #end(outcome: UssdOutcome): void {
    const asked = this.#asked
    this.#asked = null
    this.#menu = false
    this.#cancelTimer()
    this.#cancelTimer = () => {}
    asked?.(outcome)
  }

  #openMenu(): void {
    this.#menu = true
    this.#cancelTimer = this.#deps.timers.after(MENU_MS, () => {
      this.#menu = false
      void this.#leave()
    })
  }

  async #leave(): Promise<void> {
    await this.#deps.tasks.add((exchange) => exchange.run(plain('AT+CUSD=2')))
  }
}

function unsent(reason: 'bad-code' | 'busy' | 'no-menu'): Promise<UssdOutcome> {
  return Promise.resolve({ kind: 'unsent', reason })
}

function refusalOf({ error }: Answer): Refusal {
  const code = error?.family === 'cme' ? error.code : null
  const unknown = code === 4 || (error?.family === 'word' && /NOT SUPPORT/.test(error.line))
  return unknown ? { kind: 'unsupported' } : { kind: 'rejected', code }
}

function outcomeOf({ state, text }: UssdAnswer): UssdOutcome {
  if (state === 4) return { kind: 'unsupported' }
  if (state === 5) return { kind: 'timeout' }
  if (state === 1) return { kind: 'menu', text: text ?? '' }
  return state === 3 || text === null ? { kind: 'rejected', code: null } : { kind: 'text', text }
}
