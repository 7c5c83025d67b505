import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { encodeSubmit } from '../../../src/main/modem/pdu/submit.ts'
import type { ByteLink, LinkClosed } from '../../../src/main/modem/transport.ts'
import type { VirtualModem, VirtualModemOptions } from '../../../src/main/modem/virtual/modem.ts'
import { createVirtualModem } from '../../../src/main/modem/virtual/modem.ts'
import type {
  NetworkOptions,
  PhoneSendOptions,
  VirtualNetwork,
} from '../../../src/main/modem/virtual/network.ts'
import { openVirtualNetwork } from '../../../src/main/modem/virtual/network.ts'
import { openNetworkFile, readNetworkLines } from '../../../src/main/modem/virtual/network-file.ts'
import type { NetworkLine } from '../../../src/main/modem/virtual/network-lines.ts'
import type { ManualTimers } from '../../fakes/manual-timers.ts'
import { createManualTimers } from '../../fakes/manual-timers.ts'
import { silentLogger } from '../../fakes/silent-logger.ts'

export const IMSI = '250991234567890'
export const OFFICE = '+79161112233'
export const CLIENT = '+79001234567'
/** 2026-11-22T09:00:00Z */
export const NOON = Date.UTC(2026, 10, 22, 9)

export interface Terminal {
  /** Everything received since the last `clear`. */
  text(): string
  clear(): void
  type(text: string): Promise<void>
  /** Resolves when what was received contains `piece`. */
  until(piece: string): Promise<string>
  /** Types a command line and resolves with what came up to its OK, ERROR or error code. */
  ask(line: string): Promise<string>
  /** The same for a text as it is. */
  send(text: string): Promise<string>
  /** Resolves when the link closed. */
  closed(): Promise<LinkClosed>
  close(): Promise<void>
}

export interface Rig {
  readonly timers: ManualTimers
  readonly network: VirtualNetwork
  readonly modem: VirtualModem
  readonly path: string
  terminal(): Terminal
  lines(): Promise<NetworkLine[]>
}

const FINAL = /\r\n(?:OK|ERROR|NO CARRIER|COMMAND NOT SUPPORT|\+CM[ES] ERROR: [^\r]+)\r\n/

export function terminalOn(link: ByteLink): Terminal {
  let received = ''
  let watchers: (() => void)[] = []
  const ended = Promise.withResolvers<LinkClosed>()
  link.onData((bytes) => {
    received += Buffer.from(bytes).toString('latin1')
    for (const watcher of watchers.splice(0)) watcher()
  })
  link.onClose(ended.resolve)
  async function when(good: () => boolean): Promise<string> {
    while (!good()) {
      const { promise, resolve } = Promise.withResolvers<void>()
      watchers.push(resolve)
      await promise
    }
    return received
  }
  const type = (text: string): Promise<void> => link.write(Buffer.from(text, 'latin1'))
  async function send(text: string): Promise<string> {
    received = ''
    await type(text)
    return when(() => FINAL.test(received))
  }
  return {
    text: () => received,
    clear() {
      received = ''
      watchers = []
    },
    type,
    until: (piece) => when(() => received.includes(piece)),
    ask: (line) => send(`${line}\r`),
    send,
    closed: () => ended.promise,
    close: () => link.close(),
  }
}

export type RigOptions = Partial<VirtualModemOptions> &
  Pick<Partial<NetworkOptions>, 'rules'> & { path?: string }

/** A network on a real file and a modem in it; both end with the test. */
export async function createRig(options: RigOptions = {}): Promise<Rig> {
  const path = options.path ?? (await temporaryFile())
  const timers = createManualTimers()
  const clock = { now: () => NOON }
  const network = await openVirtualNetwork({
    file: await openNetworkFile(path),
    clock,
    timers,
    logger: silentLogger,
    sims: [{ imsi: IMSI, number: OFFICE }],
    rules: options.rules ?? [],
  })
  onTestFinished(() => network.close())
  const modem = createVirtualModem({ network, imsi: IMSI, timers, clock, logger: silentLogger, ...options })
  return {
    timers,
    network,
    modem,
    path,
    terminal: () => terminalOn(modem.connect()),
    lines: () => readNetworkLines(path),
  }
}

export async function temporaryFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kvitok-network-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return join(folder, 'network.jsonl')
}

/** A modem with echo off and numbers for errors, as most drivers set it. */
export async function quietTerminal(rig: Rig): Promise<Terminal> {
  const terminal = rig.terminal()
  await terminal.ask('ATE0+CMEE=1')
  terminal.clear()
  return terminal
}

export function submitParts(text: string, to = CLIENT, concatReference = 1) {
  return encodeSubmit({ to, text, concatReference, validity_minutes: 1_440, statusReport: true })
}

export function onlyPart(text: string, to = CLIENT) {
  const [part, another] = submitParts(text, to)
  if (part === undefined || another !== undefined) throw new Error('the text does not fit one part')
  return part
}

/** Sends one text as a driver does; the answers to its parts. */
export async function sendText(terminal: Terminal, text: string, to = CLIENT): Promise<string[]> {
  const answers: string[] = []
  for (const part of submitParts(text, to)) {
    terminal.clear()
    await terminal.type(`AT+CMGS=${part.length}\r`)
    await terminal.until('\r\n> ')
    answers.push(await terminal.send(`${part.pdu}\x1a`))
  }
  return answers
}

/** Resolves when the modem's store holds `count` messages. */
export function untilStored({ modem, network }: Rig, count: number): Promise<void> {
  const isThere = (): boolean => modem.state().usedSlots === count
  return new Promise((resolve) => {
    if (isThere()) resolve()
    else {
      const stop = network.subscribe(() => {
        if (!isThere()) return
        stop()
        resolve()
      })
    }
  })
}

/** A phone writes and the modem stores all parts of it. */
export async function receive(rig: Rig, text: string, options: PhoneSendOptions = {}): Promise<void> {
  const before = rig.modem.state().usedSlots
  const sent = await rig.network.phoneSend(CLIENT, text, options)
  if (!sent.ok) throw new Error(sent.problem)
  await untilStored(rig, before + (options.order?.length ?? sent.parts))
}

/** Resolves when a phone shows a whole message with this text. */
export function shownOn(network: VirtualNetwork, number: string, text: string): Promise<void> {
  const isThere = (): boolean =>
    network.phone(number)?.messages.some((message) => message.text === text && message.state === 'shown') ??
    false
  return new Promise((resolve) => {
    if (isThere()) resolve()
    else {
      const stop = network.subscribe(() => {
        if (!isThere()) return
        stop()
        resolve()
      })
    }
  })
}
