import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { FaultInput } from '../../../src/main/modem/virtual/faults.ts'

const script = fileURLToPath(new URL('../../../scripts/modem.mjs', import.meta.url))

/** One message as a phone of the virtual network holds it. */
export interface OnPhone {
  readonly direction: 'to-phone' | 'from-phone'
  readonly text: string
  readonly at: number
  readonly state?: string
}

export type ControlLine =
  | { readonly do: 'fault'; readonly fault: FaultInput }
  | { readonly do: 'phone'; readonly from: string; readonly text: string }
  | { readonly do: 'clear' | 'unplug' | 'plug' | 'reset' | 'phones' | 'state' | 'stop' }

/** `npm run modem` in a process of its own, so that its work is not counted as the sender's. */
export interface VirtualProgram {
  readonly pty: string
  tell(line: ControlLine): Promise<unknown>
  /** Every phone with its messages, by number. */
  phones(): Promise<ReadonlyMap<string, readonly OnPhone[]>>
  end(): Promise<void>
}

export interface ProgramOptions {
  readonly folder: string
  readonly latency_ms?: number
  readonly slots?: number
}

/** Starts the program; resolves when its pseudo-terminal can be opened. */
export const startVirtualProgram = async (options: ProgramOptions): Promise<VirtualProgram> => {
  const pty = join(options.folder, 'modem')
  const running = spawn(
    process.execPath,
    [
      script,
      ...['--pty', pty],
      ...['--latency', String(options.latency_ms ?? 0)],
      ...['--slots', String(options.slots ?? 20)],
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const ended = new Promise<void>((resolve) => running.once('exit', () => resolve()))
  const waiting: ((line: string) => void)[] = []
  const lines = createInterface({ input: running.stdout })
  const ready = new Promise<void>((resolve, reject) => {
    lines.once('line', () => {
      lines.on('line', (line) => waiting.shift()?.(line))
      resolve()
    })
    running.once('exit', (code) => reject(new Error(`the virtual modem ended with ${code}`)))
  })
  await ready
  const tell = async (line: ControlLine): Promise<unknown> => {
    const reply = new Promise<string>((resolve) => waiting.push(resolve))
    running.stdin.write(`${JSON.stringify(line)}\n`)
    const answer: { ok: boolean; result?: unknown; error?: string } = JSON.parse(await reply)
    if (!answer.ok) throw new Error(`${line.do}: ${answer.error}`)
    return answer.result
  }
  return {
    pty,
    tell,
    async phones() {
      const all = (await tell({ do: 'phones' })) as { number: string; messages: OnPhone[] }[]
      return new Map(all.map((phone) => [phone.number, phone.messages]))
    },
    async end() {
      running.kill('SIGTERM')
      await ended
    },
  }
}
