import type { AtCommand } from './at-line.ts'
import { parseAtLine } from './at-line.ts'
import { handlers } from './commands/table.ts'
import type { ModemContext } from './context.ts'
import type { FaultOf } from './faults.ts'
import { strikes } from './faults.ts'
import type { Result } from './result.ts'
import { CME, cme, failed, frameLines, ok, silent } from './result.ts'
import type { SerialOutput } from './serial-output.ts'

/** Takes the text after a prompt; null = left with ESC. */
export type TakeBody = (body: string | null) => Promise<Result>

/** Commands whose lost answers are told apart by what the network knew; `sms-send.ts` strikes those. */
const SUBMITTING = new Set(['+CMGS', '+CMSS'])

/** Carries out command lines: information text goes out at once, the final result is handed back. */
export class CommandRunner {
  readonly #context: ModemContext
  readonly #output: SerialOutput
  readonly #hung: () => boolean
  #current = 'AT'

  constructor(context: ModemContext, output: SerialOutput, hung: () => boolean) {
    this.#context = context
    this.#output = output
    this.#hung = hung
  }

  /** Null where the line holds no command: nothing is answered (V.250, 5.2.1). */
  async line(text: string): Promise<Result | null> {
    const start = /at/i.exec(text)
    if (this.#hung() || start === null) return null
    const commands = parseAtLine(text.slice(start.index + 2))
    if (commands === null) return failed
    if (commands.length === 0) return this.#disturbed('AT', ok())
    let last: Result = ok()
    for (const command of commands) {
      last = await this.#command(command)
      if (last.kind !== 'ok') return last
      this.#inform(last)
    }
    return last
  }

  async body(take: TakeBody, text: string | null): Promise<Result> {
    const result = await this.#disturbed(this.#current, await take(text))
    this.#inform(result)
    return result
  }

  #inform(result: Result): void {
    if (result.kind !== 'ok' || this.#hung()) return
    this.#output.write(frameLines(result.lines, this.#context.settings.verbose))
  }

  async #command(command: AtCommand): Promise<Result> {
    const { faults } = this.#context
    const { name } = command
    const slow = faults.take('latency', (fault) => strikes(fault, name))
    if (slow !== undefined) await this.#context.pause(slow.delay_ms)
    const final = faults.take('final', (fault) => strikes(fault, name))
    if (final !== undefined) return { kind: 'line', text: final.text }
    const own = this.#context.profile.extra[name]
    if (own !== undefined && handlers[name] === undefined) return this.#disturbed(name, ok(...own))
    const handler = this.#context.profile.lacks.includes(name) ? undefined : handlers[name]
    if (handler === undefined) return this.#unknown(name)
    const lost = (fault: FaultOf<'drop-answer'>): boolean => fault.when === 'before' && strikes(fault, name)
    if (!SUBMITTING.has(name) && faults.take('drop-answer', lost) !== undefined) return silent
    this.#current = name
    const result = await handler(command, this.#context)
    return result.kind === 'prompt' ? result : this.#disturbed(name, result)
  }

  #unknown(name: string): Result {
    const { unknownCommand } = this.#context.profile
    if (unknownCommand !== null) return { kind: 'line', text: unknownCommand }
    return /^[A-Z&]/.test(name) ? failed : cme(CME.notSupported)
  }

  /** The faults that stand between a command's end and its answer. */
  async #disturbed(name: string, result: Result): Promise<Result> {
    if (result.kind === 'silent') return result
    const { faults } = this.#context
    const late = faults.take('late-answer', (fault) => strikes(fault, name))
    if (late !== undefined) await this.#context.pause(late.delay_ms)
    const garbage = faults.take('garbage', (fault) => strikes(fault, name))
    if (garbage !== undefined) this.#output.bytes(Uint8Array.from(Buffer.from(garbage.hex, 'hex')))
    const drop = faults.take('drop-answer', (fault) => fault.when === 'after' && strikes(fault, name))
    if (drop === undefined) return result
    if (drop.thenHang) faults.add({ kind: 'hang' })
    return silent
  }
}
