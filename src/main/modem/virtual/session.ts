import type { AtCommand } from './at-line.ts'
import { parseAtLine } from './at-line.ts'
import { handlers } from './commands/table.ts'
import type { Device, ModemContext } from './context.ts'
import type { FaultOf } from './faults.ts'
import { strikes } from './faults.ts'
import { createRadio } from './radio.ts'
import { createReceiver } from './receiver.ts'
import type { Result } from './result.ts'
import { CME, cme, failed, finalText, frameFinal, frameLines, ok, silent } from './result.ts'
import { createSerialInput } from './serial-input.ts'
import { createSerialOutput } from './serial-output.ts'
import { powerOnSettings } from './settings.ts'

export interface SessionOptions {
  readonly boot_ms: number
  readonly register_ms: number
  /** Bytes to the computer; lost where no port is open. */
  readonly send: (bytes: Uint8Array) => void
}

/** One start of a modem, from power on to power off. */
export interface Session {
  receive(bytes: Uint8Array): void
  /** A fault came or went. */
  faultsChanged(): void
  radio: ModemContext['radio']
  usedSlots(): number
  powerOff(): void
}

const PROMPT = '\r\n> '
const PROMPT_SHAPES = { 'no-space': '\r\n>', 'own-line': '\r\n>\r\n' } as const
const SUBMITTING = new Set(['+CMGS', '+CMSS'])
const UNSOLICITED_LIMIT = 1_000

/** Starts the modem: boot lines, registration, then commands one line at a time. */
export function startSession(device: Device, options: SessionOptions): Session {
  const { faults, timers, profile, logger } = device
  const settings = powerOnSettings(profile.vendorLines)
  const output = createSerialOutput(options.send, faults, timers)
  const cancels = new Set<() => void>()
  let alive = true
  let booted = false
  let running = false
  const unsolicitedLines: string[] = []
  let prompted: ((body: string | null) => Promise<Result>) | null = null
  let submitting = '+CMGS'

  const hung = (): boolean => !booted || faults.find('hang') !== undefined

  function after(delay_ms: number, fire: () => void): () => void {
    if (delay_ms === 0) {
      if (alive) fire()
      return () => {}
    }
    const cancel = timers.after(delay_ms, () => {
      cancels.delete(cancel)
      if (alive) fire()
    })
    cancels.add(cancel)
    return () => {
      cancels.delete(cancel)
      cancel()
    }
  }

  function unsolicited(line: string): void {
    if (!alive || hung() || !device.isOpen()) return
    const waits = running && faults.find('interleaved-urcs') === undefined
    if (!waits) output.write(frameFinal(line, true))
    else if (unsolicitedLines.length < UNSOLICITED_LIMIT) unsolicitedLines.push(line)
  }

  const receiver = createReceiver({
    device,
    settings,
    registered: () => radio.status() === 1,
    unsolicited,
    after,
    alive: () => alive,
  })
  const radio = createRadio({
    device,
    settings,
    register_ms: options.register_ms,
    after: (delay_ms, fire) => void after(delay_ms, fire),
    unsolicited,
    found: () => receiver.pump(),
  })
  const context: ModemContext = {
    ...device,
    settings,
    radio,
    receiver,
    unsolicited,
    pause: (delay_ms) => new Promise((resolve) => void after(delay_ms, resolve)),
    ussdSession: null,
  }

  const input = createSerialInput(settings, {
    echo: (bytes) => output.bytes(bytes),
    line(text) {
      input.hold()
      running = true
      settle(text === null ? Promise.resolve(failed) : runLine(text))
    },
    body(text) {
      input.hold()
      const take = prompted
      prompted = null
      settle(
        take === null ? Promise.resolve(failed) : take(text).then((result) => disturbed(submitting, result)),
      )
    },
  })

  function settle(work: Promise<Result | null>): void {
    work
      .catch((error: unknown): Result => {
        // Nobody can say whether the network took it: an answer either way could be a lie.
        logger.error('virtual modem: a command failed', { error })
        return silent
      })
      .then((result) => {
        if (!alive) return
        if (result?.kind === 'prompt') return prompt(result)
        if (result !== null) answer(result)
        running = false
        for (const line of unsolicitedLines.splice(0)) unsolicited(line)
        input.resume(false)
        receiver.pump()
      })
  }

  function prompt(result: Result & { kind: 'prompt' }): void {
    if (faults.take('no-prompt') !== undefined) {
      running = false
      input.resume(false)
      return
    }
    const shape = faults.find('prompt-shape')?.shape
    output.write(shape === undefined ? PROMPT : PROMPT_SHAPES[shape])
    prompted = result.take
    input.resume(true)
  }

  function answer(result: Result): void {
    if (hung() || settings.quiet) return
    const text = finalText(result, settings.errorForm)
    if (text !== null) output.write(frameFinal(text, settings.verbose))
  }

  async function runLine(text: string): Promise<Result | null> {
    const start = /at/i.exec(text)
    if (hung() || start === null) return null
    const commands = parseAtLine(text.slice(start.index + 2))
    if (commands === null) return failed
    if (commands.length === 0) return disturbed('AT', ok())
    let last: Result = ok()
    for (const command of commands) {
      last = await runCommand(command)
      if (last.kind !== 'ok') return last
      if (hung()) return silent
      output.write(frameLines(last.lines, settings.verbose))
    }
    return last
  }

  async function runCommand(command: AtCommand): Promise<Result> {
    const slow = faults.take('latency', (fault) => strikes(fault, command.name))
    if (slow !== undefined) await context.pause(slow.delay_ms)
    const handler = handlers[command.name]
    if (handler === undefined) return unknownCommand(command)
    const early = (fault: FaultOf<'drop-answer'>): boolean => fault.when === 'before'
    const submits = SUBMITTING.has(command.name)
    if (!submits && faults.take('drop-answer', (fault) => early(fault) && strikes(fault, command.name)))
      return silent
    submitting = command.name
    const result = await handler(command, context)
    return result.kind === 'prompt' ? result : disturbed(command.name, result)
  }

  function unknownCommand(command: AtCommand): Result {
    if (profile.unknownCommand !== null) return { kind: 'line', text: profile.unknownCommand }
    return /^[A-Z&]/.test(command.name) ? failed : cme(CME.notSupported)
  }

  /** The faults that stand between a command's end and its answer. */
  async function disturbed(name: string, result: Result): Promise<Result> {
    if (result.kind === 'silent') return result
    const late = faults.take('late-answer', (fault) => strikes(fault, name))
    if (late !== undefined) await context.pause(late.delay_ms)
    const garbage = faults.take('garbage', (fault) => strikes(fault, name))
    if (garbage !== undefined) output.bytes(Uint8Array.from(Buffer.from(garbage.hex, 'hex')))
    const drop = faults.take('drop-answer', (fault) => fault.when === 'after' && strikes(fault, name))
    if (drop === undefined) return result
    if (drop.thenHang) faults.add({ kind: 'hang' })
    return silent
  }

  device.lock.restart()
  device.subscriber.onArrival(() => receiver.pump())
  after(options.boot_ms, () => {
    booted = true
    for (const line of profile.bootLines) unsolicited(line)
    radio.refresh()
  })

  return {
    receive(bytes) {
      if (alive && !hung()) input.receive(bytes)
    },
    faultsChanged() {
      if (!alive || !booted) return
      radio.refresh()
      receiver.pump()
    },
    radio,
    usedSlots: () => receiver.usedSlots(),
    powerOff() {
      alive = false
      output.stop()
      for (const cancel of cancels) cancel()
      cancels.clear()
    },
  }
}
