import type {
  IncomingPart,
  LinkPhase,
  Modem,
  ModemState,
  ModemTools,
  StatusReport,
} from '../../src/main/app/ports/modem.ts'
import { createModem, type ModemSettings } from '../../src/main/modem/modem.ts'
import type { SerialPorts } from '../../src/main/modem/transport.ts'
import { createManualTimers, type ManualTimers } from './manual-timers.ts'
import { quietLogger } from './quiet-logger.ts'

export interface ModemBench {
  readonly modem: Modem & ModemTools
  readonly timers: ManualTimers
  readonly incoming: IncomingPart[]
  readonly reports: StatusReport[]
  readonly states: ModemState[]
  readonly refusedPins: string[]
  /** What the card's mark said of parts after a link that went. */
  readonly leftovers: { readonly pdu: string; readonly sent: boolean }[]
  /** Late USSD texts. */
  readonly ussd: string[]
  /** Added to the clock, whose time goes with the timers: a PC whose clock is moved. */
  clockOffset_ms: number
  /** Every line both ways. */
  readonly lines: string[]
  /** What the sink does before it resolves; throws to refuse. */
  beforeStored: () => Promise<void>
  /** Lets everything run that needs no time. */
  settle(): Promise<void>
  /** Lets time pass in small steps, everything running in between. */
  elapse(by_ms: number): Promise<void>
  /** Lets time pass until the phase comes; how long it took, in milliseconds. Fails after `limit_ms`. */
  untilPhase(phase: LinkPhase, limit_ms?: number): Promise<number>
  /** Lets everything run until it is so; no time passes. */
  until(good: () => boolean): Promise<void>
  start(): Promise<void>
}

/** 2026-11-22T09:00:00Z */
const NOON = Date.UTC(2026, 10, 22, 9)
const STEP_MS = 50
const TURNS = 25

/** Lets promises and immediates that are already due run; no time passes. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

/** A modem on manual time over the given ports, with a sink that remembers. */
export function createModemBench(
  ports: SerialPorts,
  settings: ModemSettings = { port: '/dev/modem', pin: null },
  timers: ManualTimers = createManualTimers(),
): ModemBench {
  const refusedPins: string[] = []
  const lines: string[] = []
  const modem = createModem({
    ports,
    timers,
    clock: { now: () => NOON + timers.monotonic() + bench.clockOffset_ms },
    logger: quietLogger(),
    settings: () => settings,
    trace: (line) => lines.push(line),
    pinRefused: (pin) => refusedPins.push(pin),
  })
  const bench: ModemBench = {
    modem,
    timers,
    incoming: [],
    reports: [],
    states: [],
    refusedPins,
    leftovers: [],
    ussd: [],
    clockOffset_ms: 0,
    lines,
    beforeStored: async () => {},
    settle,
    async elapse(by_ms) {
      for (let passed_ms = 0; passed_ms < by_ms; passed_ms += STEP_MS) {
        timers.advance(Math.min(STEP_MS, by_ms - passed_ms))
        await settle()
      }
    },
    async until(good) {
      while (!good()) await settle()
    },
    async untilPhase(phase, limit_ms = 10_000) {
      const from_ms = timers.monotonic()
      await settle()
      while (modem.state().phase !== phase) {
        if (timers.monotonic() - from_ms > limit_ms) {
          throw new Error(
            `not ${phase} but ${modem.state().phase} after ${limit_ms} ms:\n${lines.slice(-20).join('\n')}`,
          )
        }
        await bench.elapse(STEP_MS)
      }
      return timers.monotonic() - from_ms
    },
    async start() {
      modem.start({
        async incoming(part) {
          await bench.beforeStored()
          bench.incoming.push(part)
        },
        async report(report) {
          await bench.beforeStored()
          bench.reports.push(report)
        },
        state: (state) => bench.states.push(state),
        async leftover(part) {
          await bench.beforeStored()
          bench.leftovers.push(part)
        },
        ussd: (text) => bench.ussd.push(text),
      })
      await settle()
    },
  }
  return bench
}
