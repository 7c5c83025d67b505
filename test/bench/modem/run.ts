import { mkdir, rm } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type { Scenario } from './faults.ts'
import type { Outgoing, Sender, Sending } from './sender.ts'
import { type Tally, tally } from './tally.ts'
import { startVirtualProgram, type VirtualProgram } from './virtual-program.ts'

export interface RunResult extends Tally {
  readonly sender: string
  readonly scenario: string
  /** From the start of the sender to its last message; null where it did not end in time. */
  readonly time_s: number | null
  /** From the start of the sender to the first message on a phone. */
  readonly first_s: number | null
  readonly cpu_s: number
}

export interface RunOptions {
  readonly folder: string
  readonly sender: Sender
  readonly scenario: Scenario
  readonly messages: readonly Outgoing[]
  readonly limit_s: number
  readonly latency_ms?: number
}

const look_ms = 250
/** After the last message: late answers and reports still come. */
const rest_ms = 3_000

const isOver = async (sending: Sending, count: number): Promise<boolean> => {
  const told = await sending.told()
  return told.size >= count && ![...told.values()].includes('waiting')
}

const arrived = (phones: Awaited<ReturnType<VirtualProgram['phones']>>): number =>
  [...phones.values()].flat().filter((message) => message.direction === 'to-phone').length

interface Span {
  readonly time_s: number | null
  readonly first_s: number | null
}

/** Lets the sender work until it is done with all, doing meanwhile what the scenario says. */
const watch = async (options: RunOptions, modem: VirtualProgram, sending: Sending): Promise<Span> => {
  const start = performance.now()
  const later = [...(options.scenario.later ?? [])]
  let first_s: number | null = null
  for (;;) {
    await pause(look_ms)
    const now_s = (performance.now() - start) / 1000
    if (first_s === null && arrived(await modem.phones()) > 0) first_s = now_s
    while (first_s !== null && later[0] !== undefined && now_s - first_s >= later[0].after_s) {
      const next = later.shift()
      if (next !== undefined) await modem.tell(next.line)
    }
    if (later.length === 0 && (await isOver(sending, options.messages.length)))
      return { time_s: now_s, first_s }
    if (now_s > options.limit_s) return { time_s: null, first_s }
  }
}

const sendThrough = async (options: RunOptions, modem: VirtualProgram): Promise<RunResult> => {
  const { sender, scenario, messages, folder } = options
  for (const line of scenario.before) await modem.tell(line)
  const sending = await sender.begin({ folder, pty: modem.pty }, messages)
  try {
    const span = await watch(options, modem, sending)
    const cpu_s = await sending.cpu_s()
    await pause(rest_ms)
    const counts = tally(messages, await modem.phones(), await sending.told())
    return { sender: sender.name, scenario: scenario.name, ...span, cpu_s, ...counts }
  } finally {
    await sending.end()
  }
}

/** Sends all messages through one fault; what became of them and how long it took. */
export const runOnce = async (options: RunOptions): Promise<RunResult> => {
  await mkdir(options.folder, { recursive: true })
  const modem = await startVirtualProgram({ folder: options.folder, latency_ms: options.latency_ms ?? 0 })
  try {
    return await sendThrough(options, modem)
  } finally {
    await modem.end()
    await rm(options.folder, { recursive: true, force: true })
  }
}
